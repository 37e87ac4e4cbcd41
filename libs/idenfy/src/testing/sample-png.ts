import { crc32, deflateSync } from 'node:zlib';
import { paddingOf } from './padding.js';

const chunk = (type: string, payload: Buffer): Buffer => {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), payload]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(payload.length, 0);
  frame.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([frame.subarray(0, 4), typed, frame.subarray(4)]);
};

const BEFORE_PADDING = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  // one pixel of 8 bit grey
  chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
]);
const AFTER_PADDING = Buffer.concat([
  chunk('IDAT', deflateSync(Buffer.from([0, 0x80]))),
  chunk('IEND', Buffer.alloc(0)),
]);
// a chunk that readers skip when they do not know it
const FILLER = 'fiLl';
const SMALLEST = BEFORE_PADDING.length + chunk(FILLER, Buffer.alloc(0)).length + AFTER_PADDING.length;

/**
 * A valid PNG of one grey pixel, filled up to exactly so many bytes.
 * @throws RangeError below 79 bytes
 */
export function samplePng(bytes: number = SMALLEST): Buffer {
  const filler = chunk(FILLER, Buffer.alloc(paddingOf(bytes, SMALLEST)));
  return Buffer.concat([BEFORE_PADDING, filler, AFTER_PADDING]);
}
