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
 * The media type under which a file is served. What a browser could execute (HTML, SVG) is served as bytes: the files
 * come from the person who is being checked.
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
