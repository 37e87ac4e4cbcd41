import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { DocumentUploadSettings } from 'nestjs-idenfy';
import { sampleJpeg, samplePdf, samplePng } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { KycApp } from '../support/kyc-app.js';

const front = sampleJpeg(200_000);
const back = samplePng(70_000);
const face = sampleJpeg(1_000);

const pictures = { FRONT: front, BACK: back, FACE: face };
const base64 = Object.fromEntries(
  Object.entries(pictures).map(([step, bytes]) => [step, bytes.toString('base64')]),
);
const fields = { country: 'LT', documentType: 'ID_CARD' };

/** A form as a browser sends it. */
function form(parts: Readonly<Record<string, string | Buffer>>): FormData {
  const data = new FormData();
  for (const [name, part] of Object.entries(parts)) {
    if (typeof part === 'string') data.append(name, part);
    else data.append(name, new Blob([new Uint8Array(part)], { type: 'image/jpeg' }), `${name}.jpg`);
  }
  return data;
}

describe.each(['express', 'fastify'] as const)('a document upload, on %s', (adapter) => {
  let kyc: KycApp;
  let scanRef: string;
  let people = 0;

  beforeAll(async () => {
    vi.stubEnv('TMPDIR', '/there/is/no/such/folder'); // an image written to a disk would have to be erased
    const settings = {
      ...new DocumentUploadSettings(),
      maxBytesAtOnce: 1_000_000,
      maxWaiting: 0,
      silenceMs: 300,
    };
    kyc = await KycApp.start({
      adapter,
      extras: { replace: [{ provide: DocumentUploadSettings, useValue: settings }] },
    });
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    return kyc.close();
  });
  beforeEach(async () => {
    kyc.simulator.clearFaults();
    scanRef = await kyc.started(`ada-${people++}`);
  });

  const path = () => `/idenfy/verifications/${scanRef}/documents`;
  const post = (body: unknown, caller = 'staff:grace') => kyc.request('POST', path(), { caller, body });
  const sentToIdenfy = () => kyc.simulator.requests('/api/v2/process').length;

  async function bytesAt(file: string): Promise<Buffer> {
    const headers = { 'x-caller': 'staff:grace', 'x-access-reason': 'to see what arrived' };
    const response = await fetch(kyc.url + file, { headers });
    return Buffer.from(await response.arrayBuffer());
  }

  /** An upload that announces more than half of what is admitted, and sends almost nothing. */
  function silentUpload(caller: string | null = 'staff:grace'): ClientRequest {
    const headers = {
      ...(caller !== null && { 'x-caller': caller }),
      'content-type': 'application/json',
      'content-length': 600_000,
    };
    const upload = request(`${kyc.url}${path()}`, { method: 'POST', headers });
    upload.on('error', () => undefined).write('{');
    return upload;
  }

  async function statusOf(upload: ClientRequest): Promise<number | undefined> {
    const [{ statusCode }] = (await once(upload, 'response')) as [IncomingMessage];
    upload.destroy();
    return statusCode;
  }

  it.each([
    ['JSON', () => ({ ...fields, images: base64 })],
    ['JSON as PHP writes it', () => JSON.stringify({ images: base64, ...fields }).replaceAll('/', '\\/')],
    ['a form', () => form({ ...pictures, ...fields })],
  ])('accepts %s and passes every byte on', async (_how, body) => {
    kyc.simulator.fault({ webhooks: { delayMs: 500 } }); // the verdict must not be faster than the answer
    const answer = await post(body());

    expect(answer).toMatchObject({ status: 202, body: { scanRef, status: 'ACTIVE' } });
    await kyc.settled();
    for (const [step, picture] of Object.entries(pictures)) {
      const kept = await bytesAt(`/idenfy/verifications/${scanRef}/files/${step}`);
      expect(kept.equals(picture)).toBe(true);
    }
  });

  it('accepts the additional steps of the session, and names them when it refuses another', async () => {
    const additionalSteps = { ALL: { ALL: { POA2: { type: 'UPLOAD' } } } };
    scanRef = await kyc.started(`ada-${people++}`, { additionalSteps });
    const images = { ...base64, POA2: samplePdf().toString('base64') };

    const answer = await post({ ...fields, images: { ...images, POA3: images.POA2 } });
    expect(answer).toMatchObject({ status: 400, body: { field: 'images.POA3' } });
    expect(answer.body['message']).toContain('SECOND_UTILITY_BILL, POA2.');
    expect(await post({ ...fields, images })).toMatchObject({ status: 202 });
  });

  it('is sent again when iDenfy answers 429', async () => {
    const before = sentToIdenfy();
    kyc.simulator.fault({ path: '/api/v2/process', status: 503, headers: { 'retry-after': '0' } });

    expect(await post(form({ ...pictures, ...fields }))).toMatchObject({ status: 202 });
    expect(sentToIdenfy()).toBe(before + 2);
  });

  it.each([
    ['an unknown field', { ...fields, images: base64, colour: 'red' }, 'colour'],
    ['a country in lower case', { ...fields, country: 'lt', images: base64 }, 'country'],
    ['a missing document type', { country: 'LT', images: base64 }, 'documentType'],
    [
      'an identity card without its back',
      { ...fields, images: { ...base64, BACK: undefined } },
      'images.BACK',
    ],
    [
      'a PDF file for a face',
      { ...fields, images: { ...base64, FACE: samplePdf().toString('base64') } },
      'images.FACE',
    ],
    ['a text in place of an image', { ...fields, images: { ...base64, FACE: 'a secret' } }, 'images.FACE'],
    ['a step of no session', { ...fields, images: { ...base64, FOO: base64['FACE'] } }, 'images.FOO'],
    ['a list', [], 'body'],
    ['an empty body', '', 'body'],
    ['a form with an unknown field', form({ ...pictures, ...fields, colour: 'red' }), 'colour'],
    ['a form with a step of no session', form({ ...pictures, FOO: face, ...fields }), 'FOO'],
    ['a form without a face', form({ FRONT: front, BACK: back, ...fields }), 'images.FACE'],
    [
      'a form with a text in place of an image',
      form({ ...pictures, FACE: 'a secret', ...fields }),
      'images.FACE',
    ],
  ])('is refused for %s with the name of the field, and nothing is sent', async (_what, body, field) => {
    const before = sentToIdenfy();

    const answer = await post(body);

    expect(answer).toMatchObject({ status: 400, body: { field, retryable: false, actor: 'user' } });
    expect(answer.text).not.toContain('secret');
    expect(sentToIdenfy()).toBe(before);
    expect((await post({ ...fields, images: base64 })).status).toBe(202);
  });

  it('is refused above the size that iDenfy accepts', async () => {
    const [large, larger] = [sampleJpeg(14_990_000), sampleJpeg(15_100_000)];
    const message = expect.stringContaining('iDenfy accepts 20 MB, which is 15 MB of images') as string;
    const tooLarge = { status: 413, body: { field: 'images', message } };

    expect(await post(form({ FRONT: large, BACK: back, FACE: face, ...fields }))).toMatchObject(tooLarge);
    expect(await post(form({ FRONT: larger, ...fields }))).toMatchObject(tooLarge);
    expect(await post('x'.repeat(25_000_000))).toMatchObject(tooLarge);
  });

  it('is refused before its body is read when the caller has no access', async () => {
    const owned = scanRef;
    expect(await statusOf(silentUpload('stranger'))).toBe(404);
    expect(await statusOf(silentUpload(null))).toBe(401);
    scanRef = 'nobody-knows';
    expect(await statusOf(silentUpload())).toBe(404);
    scanRef = owned;
    await post({ ...fields, images: base64 });
    expect(await statusOf(silentUpload())).toBe(409);
  });

  it('may skip the photo check for staff only', async () => {
    const body = { ...fields, images: base64, skipAnalysis: true };
    const owner = `ada-${people - 1}`;

    expect(await post(body, owner)).toMatchObject({ status: 403, body: { field: 'skipAnalysis' } });
    const wrong = {
      colour: { red: [] },
      country: 'lt',
      images: { ...base64, FACE: 'none' },
      skipAnalysis: true,
    };
    const wrongForm = { colour: 'red', country: 'lt', FACE: 'none', skipAnalysis: 'true' };
    for (const wrongBody of [wrong, form(wrongForm)]) {
      expect(await post(wrongBody, owner)).toMatchObject({ status: 403, body: { field: 'skipAnalysis' } });
      expect(await post(wrongBody)).toMatchObject({ status: 400, body: { field: 'colour' } });
    }
    expect((await post(body)).status).toBe(202);
  });

  it('is refused with any other content type', async () => {
    const answer = await kyc.request('POST', path(), {
      caller: 'staff:grace',
      body: 'country=LT',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

    expect(answer).toMatchObject({ status: 415, body: { field: 'body' } });
  });

  it('is not kept out by slow senders, which are cut off', async () => {
    const slow: Promise<number | undefined>[] = [];
    for (let n = 0; n < 3; n++) {
      slow.push(statusOf(silentUpload()));
      scanRef = await kyc.started(`ada-${people++}`);
    }

    expect((await post({ ...fields, images: base64 })).status).toBe(202);

    expect(await Promise.all(slow)).toEqual([408, 408, 408]);
  });

  it('is refused while another one of the same verification is under way', async () => {
    const silent = silentUpload();
    const first = statusOf(silent);

    await expect
      .poll(() => post([]))
      .toMatchObject({
        status: 409,
        body: { identifier: 'UPLOAD_UNDER_WAY', retryable: true, hint: expect.any(String) as string },
      });

    expect(await first).toBe(408);
    expect((await post({ ...fields, images: base64 })).status).toBe(202);
  });

  it('is refused while those that are being sent take all of the memory', async () => {
    kyc.simulator.fault({ path: '/api/v2/process', count: 2, delayMs: 1_500 });
    const before = sentToIdenfy();
    const sent: Promise<unknown>[] = [];
    for (let n = 0; n < 2; n++) {
      sent.push(post({ ...fields, images: base64 }));
      scanRef = await kyc.started(`ada-${people++}`);
    }
    await expect.poll(sentToIdenfy).toBe(before + 2);

    const refused = await post({ ...fields, images: base64 });

    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await Promise.all(sent)).toMatchObject([{ status: 202 }, { status: 202 }]);
    expect((await post({ ...fields, images: base64 })).status).toBe(202);
  });

  it('costs processor time by its size, not by what it says', async () => {
    const start = '{"images":{"FRONT":"';
    const body = Buffer.concat([Buffer.from(start), Buffer.alloc(23_800_000, '\\"')]);
    const before = process.cpuUsage();

    expect(await post(body)).toMatchObject({ status: 400, body: { field: 'body' } });

    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(3_000); // 9,400 when escapes were looked for one by one
  });
});
