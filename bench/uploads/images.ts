import { randomBytes } from 'node:crypto';

/** A request body and its content type. */
export interface UploadBody {
  readonly contentType: string;
  readonly bytes: Buffer;
}

const BOUNDARY = '----------------------------a-boundary-of-this-bench';
const JPEG_START = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0001108100010000301', 'hex');

const fields = { country: 'LT', documentType: 'ID_CARD' };

/** An upload as a browser sends it, with `size` bytes of images. */
export function asForm(size: number): UploadBody {
  const part = (name: string, file: string): Buffer =>
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`);
  const end = Buffer.from('\r\n');
  const bytes = Buffer.concat([
    ...Object.entries(fields).flatMap(([name, value]) => [part(name, ''), Buffer.from(value), end]),
    ...imagesOf(size).flatMap(([step, image]) => [
      part(step, `; filename="${step}.jpg"\r\nContent-Type: image/jpeg`),
      image,
      end,
    ]),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);
  return { contentType: `multipart/form-data; boundary=${BOUNDARY}`, bytes };
}

/** An upload as a script sends it, with `size` bytes of images. */
export function asJson(size: number): UploadBody {
  const images = Object.fromEntries(imagesOf(size).map(([step, image]) => [step, image.toString('base64')]));
  return { contentType: 'application/json', bytes: Buffer.from(JSON.stringify({ ...fields, images })) };
}

function imagesOf(size: number): readonly (readonly [step: string, image: Buffer])[] {
  const each = Math.floor(size / 3);
  return [
    ['FRONT', anImage(each)],
    ['BACK', anImage(each)],
    ['FACE', anImage(size - 2 * each)],
  ];
}

function anImage(size: number): Buffer {
  return Buffer.concat([JPEG_START, randomBytes(size - JPEG_START.length)]);
}
