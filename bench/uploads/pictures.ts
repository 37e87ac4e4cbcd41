import { randomBytes } from 'node:crypto';

/** A body, and what it says of itself. */
export interface UploadBody {
  readonly contentType: string;
  readonly bytes: Buffer;
}

const BOUNDARY = '----------------------------a-boundary-of-this-bench';
const JPEG_START = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0001108100010000301', 'hex');

const fields = { country: 'LT', documentType: 'ID_CARD' };

/** So many bytes of pictures as a browser sends them. */
export function asForm(size: number): UploadBody {
  const part = (name: string, file: string): Buffer =>
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`);
  const end = Buffer.from('\r\n');
  const bytes = Buffer.concat([
    ...Object.entries(fields).flatMap(([name, value]) => [part(name, ''), Buffer.from(value), end]),
    ...picturesOf(size).flatMap(([step, picture]) => [
      part(step, `; filename="${step}.jpg"\r\nContent-Type: image/jpeg`),
      picture,
      end,
    ]),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);
  return { contentType: `multipart/form-data; boundary=${BOUNDARY}`, bytes };
}

/** So many bytes of pictures as a script sends them. */
export function asJson(size: number): UploadBody {
  const images = Object.fromEntries(
    picturesOf(size).map(([step, picture]) => [step, picture.toString('base64')]),
  );
  return { contentType: 'application/json', bytes: Buffer.from(JSON.stringify({ ...fields, images })) };
}

function picturesOf(size: number): readonly (readonly [step: string, picture: Buffer])[] {
  const each = Math.floor(size / 3);
  return [
    ['FRONT', aPicture(each)],
    ['BACK', aPicture(each)],
    ['FACE', aPicture(size - 2 * each)],
  ];
}

function aPicture(size: number): Buffer {
  return Buffer.concat([JPEG_START, randomBytes(size - JPEG_START.length)]);
}
