import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DocumentUpload, UploadDraft } from './upload-draft.js';
import { BlockPool } from './upload-memory.js';
import { Form, formPart } from './multipart-upload.js';

const BOUNDARY = 'a-boundary';

/** Reads a form that arrives in pieces of these sizes, and then whatever is left. */
async function read(body: Buffer, sizes: readonly number[] = []): Promise<DocumentUpload> {
  const draft = new UploadDraft(new BlockPool().lease());
  const form = new Form(BOUNDARY, (headers) => formPart(headers, draft));
  let at = 0;
  for (const size of [...sizes, body.length]) {
    form.write(Buffer.from(body.subarray(at, (at += size))));
  }
  await form.end();
  return draft.finish({ requiresDocumentType: false });
}

type Part = readonly [headers: string, content: string | Buffer];
const disposition = (rest: string) => `Content-Disposition: form-data; ${rest}`;
const file = (name: string, content: string | Buffer): Part => [
  `${disposition(`name="${name}"; filename="my; name=FACE.jpg"`)}\r\nContent-Type: text/html`,
  content,
];
const text = (name: string, content: string): Part => [disposition(`name="${name}"`), content];

function form(...parts: Part[]): Buffer {
  const all = parts.flatMap(([headers, content]) => [
    Buffer.from(`--${BOUNDARY}\r\n${headers}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...all, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

const bytesOf = ({ images }: DocumentUpload): Record<string, Buffer> =>
  Object.fromEntries(Object.entries(images).map(([step, image]) => [step, image.bytes(0, image.byteLength)]));

describe('reading a document upload in a form', () => {
  it('keeps all bytes, wherever the form is cut and however similar an image is to the boundary', async () => {
    const content = fc
      .array(
        fc.constantFrom('\r', '\n', '\r\n', '--', '\r\n--', `--${BOUNDARY.slice(0, 5)}`, 'x', '\u0000', 'é'),
      )
      .map((pieces) => Buffer.from(pieces.join('')));
    await fc.assert(
      fc.asyncProperty(content, content, fc.array(fc.nat(40)), async (front, face, sizes) => {
        const body = form(file('FRONT', front), text('country', 'LT'), file('images[FACE]', face));

        const images = bytesOf(await read(body, sizes));

        expect(images['FRONT']?.equals(front)).toBe(true);
        expect(images['FACE']?.equals(face)).toBe(true);
      }),
    );
  });

  it('reads parts in any order, by any of their names, and the other fields', async () => {
    const upload = await read(
      form(
        file('images.POA2', 'x'),
        text('skipAnalysis', 'true'),
        [disposition('name=FRONT'), 'y'],
        text('country', 'LT'),
        ['content-disposition: form-data; filename=""; name="BACK"', ''],
        text('documentType', 'PASSPORT'),
      ),
    );

    expect(upload).toMatchObject({ country: 'LT', documentType: 'PASSPORT', skipAnalysis: true });
    expect(Object.keys(upload.images)).toEqual(['POA2', 'FRONT']);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'body'],
    ['no form', Buffer.from('hello'), 'body'],
    ['a form that ends early', form(file('FRONT', 'x'), text('country', 'LT')).subarray(0, -9), 'body'],
    ['a form that ends within an image', form(file('FRONT', 'xxxx')).subarray(0, 120), 'body'],
    ['a part without headers', form(['', 'x']), 'body'],
    ['a part without a name', form([disposition('filename="FRONT"'), 'x']), 'body'],
    ['a part that is no form-data', form(['Content-Disposition: attachment; name="FRONT"', 'x']), 'body'],
    [
      'a part in Base64',
      form([`${disposition('name="FRONT"')}\r\nContent-Transfer-Encoding: base64`, 'AAAA']),
      'body',
    ],
    [
      'thirty-one parts',
      form(...Array.from({ length: 31 }, (_, at): Part => [disposition(`name="S${at}"; filename=""`), ''])),
      'body',
    ],
    ['an unknown part', form(text('colour', 'red')), 'colour'],
    ['a part of no decent name', form(file('../../etc', 'x')), '??????etc'],
    ['a part twice', form(file('FRONT', 'x'), file('images[FRONT]', 'x')), 'images.FRONT'],
    ['an endless text', form(text('country', 'LT'.repeat(1_000))), 'country'],
    ['a string for a flag', form(text('skipAnalysis', 'yes')), 'skipAnalysis'],
    ['no country', form(file('FRONT', 'x')), 'country'],
    ['no image', form(text('country', 'LT')), 'images'],
  ])('refuses %s', async (_what, body, field) => {
    await expect(read(body)).rejects.toMatchObject({ httpStatus: 400, field });
    await expect(
      read(
        body,
        Array.from({ length: body.length }, () => 1),
      ),
    ).rejects.toMatchObject({ field });
  });
});
