import type { PROCESS_MEDIA_TYPES } from '@nestjs-idenfy/contract';
import type { FileExtension, Submission } from '../sessions/session.js';

/** The bytes of plain, padded Base64; undefined for anything else, such as a data URI, white space or the URL alphabet. */
export function decodeBase64(text: string): Buffer | undefined {
  if (text.length === 0 || text.length % 4 !== 0) return undefined;
  // Node's decoder also accepts the URL alphabet.
  if (text.includes('-') || text.includes('_')) return undefined;
  const bytes = Buffer.from(text, 'base64');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  // Node's decoder skips characters it does not know, so the bytes are then too few.
  return bytes.length === (text.length / 4) * 3 - padding ? bytes : undefined;
}

export type MediaType = (typeof PROCESS_MEDIA_TYPES)[number];

/** The first bytes of each kind of file. */
const MAGIC: readonly (readonly [MediaType, Buffer])[] = [
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['application/pdf', Buffer.from('%PDF-')],
];

/** The media type of a file by its first bytes; undefined for one that `/process` does not accept. */
export function mediaTypeOf(file: Buffer): MediaType | undefined {
  return MAGIC.find(([, magic]) => file.subarray(0, magic.length).equals(magic))?.[0];
}

const EXTENSIONS: Readonly<Record<MediaType, FileExtension>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
};

/** The part of a submission that the uploads decide. */
export function uploadedImages(
  uploads: ReadonlyMap<string, Buffer>,
): Pick<Submission, 'steps' | 'extensions'> {
  const extensions = [...uploads].map(([step, file]) => [step, EXTENSIONS[mediaTypeOf(file) ?? 'image/png']]);
  return { steps: [...uploads.keys()], extensions: Object.fromEntries(extensions) };
}
