import { randomBytes } from 'node:crypto';

/** Bytes of the pictures of one upload: in Base64 just under the 20 MB that iDenfy takes. */
export const PICTURE_BYTES = 14_000_000;

/** A body, and what it says of itself. */
export interface UploadBody {
  readonly contentType: string;
  readonly bytes: Buffer;
}

const BOUNDARY = '----------------------------a-boundary-of-this-bench';
const JPEG_START = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0001108100010000301', 'hex');

const pictures = {
  FRONT: aPicture(5_000_000),
  BACK: aPicture(5_000_000),
  FACE: aPicture(4_000_000),
};
const fields = { country: 'LT', documentType: 'ID_CARD' };

/** The pictures as a browser sends them. */
export function asForm(): UploadBody {
  const part = (name: string, file: string): Buffer =>
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`);
  const end = Buffer.from('\r\n');
  const bytes = Buffer.concat([
    ...Object.entries(fields).flatMap(([name, value]) => [part(name, ''), Buffer.from(value), end]),
    ...Object.entries(pictures).flatMap(([step, picture]) => [
      part(step, `; filename="${step}.jpg"\r\nContent-Type: image/jpeg`),
      picture,
      end,
    ]),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);
  return { contentType: `multipart/form-data; boundary=${BOUNDARY}`, bytes };
}

/** The pictures as a script sends them. */
export function asJson(): UploadBody {
  const images = Object.fromEntries(
    Object.entries(pictures).map(([step, picture]) => [step, picture.toString('base64')]),
  );
  return { contentType: 'application/json', bytes: Buffer.from(JSON.stringify({ ...fields, images })) };
}

function aPicture(size: number): Buffer {
  return Buffer.concat([JPEG_START, randomBytes(size - JPEG_START.length)]);
}
