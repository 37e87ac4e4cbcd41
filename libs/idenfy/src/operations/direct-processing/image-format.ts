import type { UploadedImage } from './uploaded-image.js';

/** The kinds of files that iDenfy takes, told by their first bytes. */
export type ImageFormat = 'jpeg' | 'png' | 'pdf';

const SIGNATURES: readonly (readonly [ImageFormat, Buffer])[] = [
  ['jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['pdf', Buffer.from('%PDF-')],
];

/** What the file is, whatever its sender calls it. */
export function formatOf(image: UploadedImage): ImageFormat | undefined {
  const head = image.bytes(0, 8);
  return SIGNATURES.find(([, signature]) => head.subarray(0, signature.length).equals(signature))?.[0];
}

const TRAILER_BYTES = 2_048;

/** Whether the trailer of a PDF file says that it is encrypted; iDenfy takes none of those. */
export function isEncryptedPdf(image: UploadedImage): boolean {
  return image.bytes(Math.max(0, image.byteLength - TRAILER_BYTES), image.byteLength).includes('/Encrypt');
}
