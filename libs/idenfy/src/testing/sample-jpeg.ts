import { paddingOf } from './padding.js';

const MAX_COMMENT = 65_533;
const SEGMENT_HEADER = 4;

const segment = (marker: number, payload: Buffer): Buffer => {
  const header = Buffer.from([0xff, marker, 0, 0]);
  header.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([header, payload]);
};

/** A table of one Huffman code: the bit `0` for the value 0. */
const codeTable = (id: number): Buffer => Buffer.from([id, 1, ...Array<number>(15).fill(0), 0]);

const BEFORE_PADDING = Buffer.concat([
  Buffer.from([0xff, 0xd8]),
  segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
]);

// one grey pixel: the difference 0 and the end of the block, one bit each, filled up with ones
const AFTER_PADDING = Buffer.concat([
  segment(0xdb, Buffer.from([0, ...Array<number>(64).fill(1)])),
  segment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
  segment(0xc4, codeTable(0x00)),
  segment(0xc4, codeTable(0x10)),
  segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  Buffer.from([0x3f, 0xff, 0xd9]),
]);

const SMALLEST = BEFORE_PADDING.length + SEGMENT_HEADER + AFTER_PADDING.length;

/**
 * A valid JPEG of one grey pixel, filled up with comments to exactly so many bytes.
 * @throws RangeError below 163 bytes
 */
export function sampleJpeg(bytes: number = SMALLEST): Buffer {
  const padding = paddingOf(bytes, SMALLEST) + SEGMENT_HEADER;
  const whole = Math.floor(padding / (MAX_COMMENT + SEGMENT_HEADER));
  const rest = padding - whole * (MAX_COMMENT + SEGMENT_HEADER);
  return Buffer.concat([
    BEFORE_PADDING,
    ...Array.from({ length: whole }, () => segment(0xfe, Buffer.alloc(MAX_COMMENT))),
    // too little for another comment: a marker may be preceded by any number of 0xff
    rest >= SEGMENT_HEADER ? segment(0xfe, Buffer.alloc(rest - SEGMENT_HEADER)) : Buffer.alloc(rest, 0xff),
    AFTER_PADDING,
  ]);
}
