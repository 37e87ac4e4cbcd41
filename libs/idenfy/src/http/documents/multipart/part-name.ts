import type { PartHeaders } from './form.js';

/** What we read from the headers of a part. */
export interface PartName {
  readonly name: string;
  /** Whether it is the part of a file input in which nothing was chosen. */
  readonly isUnusedInput: boolean;
}

const PARAMETER = /;\s*([\w*-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))\s*/gy;

/**
 * Name of a part by its `Content-Disposition`, the way browsers and HTTP clients write it; undefined where there
 * is none. The media type and the file name are the sender's claims, so they are not even looked at.
 */
export function partName(headers: PartHeaders): PartName | undefined {
  const [disposition = ''] = headers['content-disposition'] ?? [];
  const [kind = ''] = disposition.split(';', 1);
  if (kind.trim().toLowerCase() !== 'form-data' || isEncoded(headers['content-transfer-encoding'])) {
    return undefined;
  }
  const parameters = new Map<string, string>();
  for (const [, key = '', quoted, plain] of disposition.slice(kind.length).matchAll(PARAMETER)) {
    parameters.set(key.toLowerCase(), quoted ?? plain ?? '');
  }
  const name = parameters.get('name');
  return name === undefined ? undefined : { name, isUnusedInput: parameters.get('filename') === '' };
}

// Forms send bytes as they are (RFC 7578, 4.7); a picture in another encoding would be taken for a broken one.
function isEncoded([encoding = 'binary']: readonly string[] = []): boolean {
  return !['7bit', '8bit', 'binary'].includes(encoding.trim().toLowerCase());
}
