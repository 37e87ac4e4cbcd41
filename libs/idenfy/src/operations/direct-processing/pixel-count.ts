import type { ImageFormat } from './image-format.js';
import type { UploadedImage } from './uploaded-image.js';

/** Pixels of a picture by its own header; undefined where it has no such header, as with a PDF file. */
export function pixelCount(image: UploadedImage, format: ImageFormat): number | undefined {
  switch (format) {
    case 'png':
      return pixelsOfPng(image);
    case 'jpeg':
      return pixelsOfJpeg(image);
    case 'pdf':
      return undefined;
  }
}

// The size stands in the first chunk, IHDR, right behind the signature.
function pixelsOfPng(image: UploadedImage): number | undefined {
  const header = image.bytes(12, 24);
  return header.length === 12 && header.toString('latin1', 0, 4) === 'IHDR'
    ? header.readUInt32BE(4) * header.readUInt32BE(8)
    : undefined;
}

/** More segments than any camera writes in front of the size; an attacker could write millions. */
const MAX_SEGMENTS = 300;

// The size stands in a "start of frame" segment, behind as many others (EXIF, colour profiles) as there are.
function pixelsOfJpeg(image: UploadedImage): number | undefined {
  let position = 2;
  for (let segment = 0; segment < MAX_SEGMENTS; segment++) {
    const head = image.bytes(position, position + 9);
    if (head.length < 9 || head[0] !== 0xff) {
      return undefined;
    }
    if (isStartOfFrame(head.readUInt8(1))) {
      return head.readUInt16BE(5) * head.readUInt16BE(7);
    }
    position += 2 + head.readUInt16BE(2);
  }
  return undefined;
}

// C4, C8 and CC lie in the same range and mean something else.
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
