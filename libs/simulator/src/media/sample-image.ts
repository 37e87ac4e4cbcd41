import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 320;
const HEIGHT = 200;

type Colour = readonly [red: number, green: number, blue: number];

const PAPER: Colour = [236, 240, 244];
const INK: Colour = [90, 104, 120];
const TINTS: Readonly<Record<string, Colour>> = {
  FRONT: [58, 110, 165],
  BACK: [80, 140, 110],
  FACE: [190, 130, 90],
};

/** A small PNG in place of a real image: a card or a face, in the colour of its step. */
export function sampleImage(step: string): Buffer {
  const tint = TINTS[step] ?? [130, 110, 160];
  const rows = Array.from({ length: HEIGHT }, (_, y) => {
    const row = Buffer.alloc(1 + WIDTH * 3);
    for (let x = 0; x < WIDTH; x++) row.set(colourAt(x, y, step, tint), 1 + x * 3);
    return row;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function colourAt(x: number, y: number, step: string, tint: Colour): Colour {
  if (step === 'FACE') {
    const head = ((x - 160) / 44) ** 2 + ((y - 82) / 56) ** 2 < 1;
    const shoulders = ((x - 160) / 110) ** 2 + ((y - 210) / 70) ** 2 < 1;
    return head || shoulders ? tint : PAPER;
  }
  if (y < 36) return tint;
  const portrait = x > 20 && x < 100 && y > 56 && y < 160;
  if (portrait && step !== 'BACK') return tint;
  const line = x > 124 && x < 296 && y > 60 && y < 168 && (y - 60) % 24 < 8;
  return line ? INK : PAPER;
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, checksum]);
}
