import { crc32, deflateSync } from 'node:zlib';

const JPEG_MAX_COMMENT = 65_533;
const JPEG_SEGMENT_HEADER = 4;

const jpegSegment = (marker: number, payload: Buffer): Buffer => {
  const header = Buffer.from([0xff, marker, 0, 0]);
  header.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([header, payload]);
};

/** A Huffman table with one code: the bit `0` for the value 0. */
const jpegCodeTable = (id: number): Buffer => Buffer.from([id, 1, ...Array<number>(15).fill(0), 0]);

const JPEG_BEFORE_PADDING = Buffer.concat([
  Buffer.from([0xff, 0xd8]),
  jpegSegment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
]);

// one grey pixel: the difference 0 and the end of the block, one bit each, padded with ones
const JPEG_AFTER_PADDING = Buffer.concat([
  jpegSegment(0xdb, Buffer.from([0, ...Array<number>(64).fill(1)])),
  jpegSegment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
  jpegSegment(0xc4, jpegCodeTable(0x00)),
  jpegSegment(0xc4, jpegCodeTable(0x10)),
  jpegSegment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  Buffer.from([0x3f, 0xff, 0xd9]),
]);

const JPEG_SMALLEST = JPEG_BEFORE_PADDING.length + JPEG_SEGMENT_HEADER + JPEG_AFTER_PADDING.length;

/**
 * A valid JPEG of one grey pixel, padded with comments.
 *
 * @param bytes exact length. @default 163, the smallest
 * @throws RangeError below 163 bytes
 */
export function sampleJpeg(bytes: number = JPEG_SMALLEST): Buffer {
  const padding = paddingOf(bytes, JPEG_SMALLEST) + JPEG_SEGMENT_HEADER;
  const whole = Math.floor(padding / (JPEG_MAX_COMMENT + JPEG_SEGMENT_HEADER));
  const rest = padding - whole * (JPEG_MAX_COMMENT + JPEG_SEGMENT_HEADER);
  return Buffer.concat([
    JPEG_BEFORE_PADDING,
    ...Array.from({ length: whole }, () => jpegSegment(0xfe, Buffer.alloc(JPEG_MAX_COMMENT))),
    // too short for another comment: a marker may be preceded by any number of 0xff
    rest >= JPEG_SEGMENT_HEADER
      ? jpegSegment(0xfe, Buffer.alloc(rest - JPEG_SEGMENT_HEADER))
      : Buffer.alloc(rest, 0xff),
    JPEG_AFTER_PADDING,
  ]);
}

const pngChunk = (type: string, payload: Buffer): Buffer => {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), payload]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(payload.length, 0);
  frame.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([frame.subarray(0, 4), typed, frame.subarray(4)]);
};

const PNG_BEFORE_PADDING = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  // one pixel of 8 bit grey
  pngChunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
]);

const PNG_AFTER_PADDING = Buffer.concat([
  pngChunk('IDAT', deflateSync(Buffer.from([0, 0x80]))),
  pngChunk('IEND', Buffer.alloc(0)),
]);

// a chunk type that readers skip because they do not know it
const PNG_FILLER = 'fiLl';
const PNG_SMALLEST =
  PNG_BEFORE_PADDING.length + pngChunk(PNG_FILLER, Buffer.alloc(0)).length + PNG_AFTER_PADDING.length;

/**
 * A valid PNG of one grey pixel, padded with a chunk that readers skip.
 *
 * @param bytes exact length. @default 79, the smallest
 * @throws RangeError below 79 bytes
 */
export function samplePng(bytes: number = PNG_SMALLEST): Buffer {
  const filler = pngChunk(PNG_FILLER, Buffer.alloc(paddingOf(bytes, PNG_SMALLEST)));
  return Buffer.concat([PNG_BEFORE_PADDING, filler, PNG_AFTER_PADDING]);
}

const PDF_OBJECTS = [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] >>',
];

const PDF_SMALLEST = pdfWith(0).length;

/**
 * A valid PDF of one empty page, padded with a comment.
 *
 * @param bytes exact length. @default 336, the smallest
 * @throws RangeError below 336 bytes
 */
export function samplePdf(bytes: number = PDF_SMALLEST): Buffer {
  return Buffer.from(pdfWith(paddingOf(bytes, PDF_SMALLEST)), 'latin1');
}

/** A PDF whose first comment has `padding` characters. */
function pdfWith(padding: number): string {
  let text = `%PDF-1.4\n%${'x'.repeat(padding)}\n`;
  const offsets = PDF_OBJECTS.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = PDF_OBJECTS.length + 1;
  // the offset has a fixed width, because the length of the file must not depend on it
  const start = String(text.length).padStart(10, '0');
  return (
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${entries}` +
    `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  );
}

/** How many bytes of padding the sample needs. */
function paddingOf(bytes: number, smallest: number): number {
  if (Number.isInteger(bytes) && bytes >= smallest) return bytes - smallest;
  throw new RangeError(`the smallest sample of this kind has ${smallest} bytes`);
}
