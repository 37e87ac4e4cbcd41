const EXTENSIONS = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/quicktime': 'mov',
  'application/pdf': 'pdf',
} as const;

/**
 * What a file from elsewhere may be called here. Anything a browser could run (HTML, SVG) is handed on as mere bytes:
 * the pictures were taken by the person under suspicion.
 */
export function safeMediaType(contentType: string | undefined): { type: string; extension: string } {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  return isKnown(type)
    ? { type, extension: EXTENSIONS[type] }
    : { type: 'application/octet-stream', extension: 'bin' };
}

function isKnown(type: string): type is keyof typeof EXTENSIONS {
  return Object.hasOwn(EXTENSIONS, type);
}
