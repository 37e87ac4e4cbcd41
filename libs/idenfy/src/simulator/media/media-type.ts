import type { PROCESS_MEDIA_TYPES } from '../../contract/process.js';

export type MediaType = (typeof PROCESS_MEDIA_TYPES)[number];

/** The beginning of a file by which its kind is known, whatever it is called. */
const MAGIC: readonly (readonly [MediaType, Buffer])[] = [
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['application/pdf', Buffer.from('%PDF-')],
];

/** The kind of a file, by its first bytes; undefined for one that `/process` does not take. */
export function mediaTypeOf(file: Buffer): MediaType | undefined {
  return MAGIC.find(([, magic]) => file.subarray(0, magic.length).equals(magic))?.[0];
}
