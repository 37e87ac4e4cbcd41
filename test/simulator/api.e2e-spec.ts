import { IdenfySimulator } from '@nestjs-idenfy/simulator';
import { sampleJpeg, samplePdf, samplePng } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Partner } from '../support/partner.js';

let simulator: IdenfySimulator;
let partner: Partner;

beforeAll(async () => {
  simulator = await IdenfySimulator.start({ port: 0 });
  partner = new Partner(simulator);
});
beforeEach(() => simulator.reset());
afterAll(() => simulator.close());

const PHOTO = sampleJpeg().toString('base64');

describe('the simulated /token', () => {
  it('answers 201 with the request echoed and every default filled in', async () => {
    const { status, body } = await partner.post('/api/v2/token', {
      clientId: 'ada',
      firstName: 'Ada',
      country: 'lt',
      documents: ['PASSPORT'],
      generateDigitString: true,
      somethingNew: 1,
    });

    expect(status).toBe(201);
    expect(body).toMatchObject({
      message: 'Token created successfully',
      authToken: expect.stringMatching(/^[A-Z0-9]{26}$/),
      scanRef: expect.stringMatching(/^[0-9a-f-]{36}$/),
      clientId: 'ada',
      personScanRef: 'ada',
      firstName: 'ADA',
      lastName: null,
      tokenType: 'IDENTIFICATION',
      expiryTime: 3600,
      sessionLength: 1800,
      locale: 'en',
      digitString: expect.stringMatching(/^\d{8}$/),
      allowedDocuments: { LT: ['PASSPORT'] },
      redirectUrl: `${simulator.url}/api/v2/redirect?authToken=${String(body['authToken'])}`,
    });
    expect(body).not.toHaveProperty('somethingNew');
  });

  const problems: [what: string, body: string | Uint8Array<ArrayBuffer>, status: number, expected: object][] =
    [
      [
        'an empty body',
        '',
        400,
        { identifier: 'JSON_ERROR', message: 'An error occurred while parsing/constructing JSON' },
      ],
      ['a body that is not JSON', '{', 400, { identifier: 'JSON_ERROR' }],
      ['a body that is not UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 400, { identifier: 'ENCODING_ERROR' }],
      ['null', 'null', 400, { identifier: 'MISSING_VALUE', message: 'Some of required values are missing' }],
      ['a list', '[]', 400, { message: 'Invalid data. Expected a dictionary, but got list.' }],
      ['a string', '"x"', 400, { message: 'Invalid data. Expected a dictionary, but got str.' }],
      ['a megabyte of brackets', '['.repeat(1_000_000), 400, { identifier: 'JSON_ERROR' }],
      [
        'no clientId',
        '{}',
        400,
        { identifier: 'MISSING_VALUE', message: expect.stringContaining("'clientId'") },
      ],
      ['a country that does not exist', '{"clientId":"a","country":"XX"}', 400, { identifier: 'BAD_VALUE' }],
      ['an unknown questionnaire', '{"clientId":"a","questionnaire":"x"}', 400, { identifier: 'BAD_VALUE' }],
      [
        'an Indian card of Norway',
        '{"clientId":"a","country":"NO","documents":["AADHAAR"]}',
        400,
        { identifier: 'BAD_VALUE' },
      ],
    ];
  it.each(problems)('refuses %s with all four fields of an error', async (_, body, status, expected) => {
    const answer = await partner.send('POST', '/api/v2/token', body);

    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ documentation: '', severity: 'NOT_SEVERE', ...expected });
  });

  it('refuses for the first reason in the documented order: caller, body, field, account, other sessions', async () => {
    const stranger = new Partner(simulator, 'simulator-key:wrong');
    const wrong = { clientId: 'ada', country: 'XX', questionnaire: 'x' };
    await partner.session({ clientId: 'ada' });

    const refused = await stranger.send('POST', '/api/v2/token', '[');
    expect([refused.status, refused.body]).toEqual([401, { message: 'Invalid authorization credentials' }]);
    expect((await partner.send('POST', '/api/v2/token', '[')).body['identifier']).toBe('JSON_ERROR');
    expect((await partner.post('/api/v2/token', wrong)).body['message']).toContain('country');
    expect((await partner.post('/api/v2/token', { ...wrong, country: 'LT' })).body['message']).toContain(
      'questionnaire',
    );
    expect((await partner.post('/api/v2/token', { clientId: 'ada' })).status).toBe(409);
  });

  it('creates another session when the former one of the client has ended', async () => {
    const { scanRef } = await partner.session({ clientId: 'ada' });
    simulator.outcome(scanRef, { overall: 'DENIED' });

    await expect(partner.session({ clientId: 'ada' })).resolves.toBeDefined();
  });

  it('refuses when balance, rate limit or account are exhausted', async () => {
    const poor = await IdenfySimulator.start({ port: 0, credits: 1, requestsPerHour: 3 });
    const partner = new Partner(poor);
    const statuses: number[] = [];
    for (const clientId of ['a', 'b', 'c', 'd'])
      statuses.push((await partner.post('/api/v2/token', { clientId })).status);
    poor.advance(3600);
    statuses.push((await partner.post('/api/v2/status', {})).status);
    await poor.close();

    const off = await IdenfySimulator.start({ port: 0, active: false });
    const { status, body } = await new Partner(off).post('/api/v2/token', { clientId: 'a' });
    await off.close();

    expect(statuses).toEqual([201, 402, 402, 429, 400]);
    expect([status, body]).toEqual([403, { message: 'Partner inactive' }]);
  });

  it('accepts a dummy status in the DEV environment only', async () => {
    const shop = await IdenfySimulator.start({ port: 0, environment: 'PRODUCTION' });
    const partner = new Partner(shop);
    const message = 'This endpoint is not available for TESTING/PRODUCTION partners.';

    const token = await partner.post('/api/v2/token', { clientId: 'a', dummyStatus: 'APPROVED' });
    const manual = await partner.post('/api/v2/add-dummy-status', {});
    await shop.close();

    expect([token.status, token.body]).toEqual([403, { message }]);
    expect([manual.status, manual.body]).toEqual([403, { message }]);
  });
});

describe('the simulated /process', () => {
  const images = { FRONT: PHOTO, BACK: PHOTO, FACE: PHOTO };
  const process = (authToken: string, over: object = {}) =>
    partner.post('/api/v2/process', { authToken, country: 'lt', documentType: 'ID_CARD', images, ...over });

  it('answers with an empty body, uses up the token, and serves the same images for an hour', async () => {
    const { authToken, scanRef } = await partner.session();

    const { status, text } = await process(authToken, {
      images: { ...images, FRONT: samplePng(5000).toString('base64') },
    });
    expect([status, text]).toEqual([200, '']);
    expect((await process(authToken)).body['identifier']).toBe('TOKEN_NOT_VALID');

    const { body } = await partner.post('/api/v2/files', { scanRef });
    const { FRONT = '' } = body['fileUrls'] as Record<string, string>;
    const front = await fetch(FRONT);
    expect(front.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await front.arrayBuffer()).equals(samplePng(5000))).toBe(true);
    expect((await fetch(FRONT, { headers: { authorization: 'Basic eA==' } })).status).toBe(400);
    expect((await fetch(FRONT.replace('/FRONT', '/BACK'))).status).toBe(403);
    simulator.advance(3601);
    expect((await fetch(FRONT)).status).toBe(403);
  });

  const refusals: [what: string, over: object, status: number, expected: object][] = [
    [
      'a missing side',
      { images: { FRONT: PHOTO, FACE: PHOTO } },
      400,
      {
        message: "No image provided for step 'BACK'",
        identifier: 'MISSING_VALUE',
        documentation: '',
        severity: 'NOT_SEVERE',
      },
    ],
    [
      'a data URI',
      { images: { ...images, BACK: `data:image/jpeg;base64,${PHOTO}` } },
      400,
      { identifier: 'BAD_VALUE', message: expect.stringContaining("'BACK'") },
    ],
    [
      'a picture of no known kind',
      { images: { ...images, FACE: Buffer.alloc(64).toString('base64') } },
      400,
      { message: expect.stringContaining("'FACE'") },
    ],
    [
      'an encrypted PDF',
      {
        images: { ...images, FRONT: Buffer.from('%PDF-1.4 trailer << /Encrypt 1 0 R >>').toString('base64') },
      },
      400,
      { message: expect.stringContaining('encrypted') },
    ],
    [
      'a step that the token has not',
      { images: { ...images, UTILITY_BILL: PHOTO } },
      400,
      { identifier: 'BAD_VALUE' },
    ],
    ['a type of document it does not take', { documentType: 'VISA' }, 400, { identifier: 'BAD_VALUE' }],
    ['a token of the wrong length', { authToken: 'short' }, 400, { identifier: 'BAD_VALUE' }],
    ['an unknown token', { authToken: 'A'.repeat(26) }, 400, { identifier: 'TOKEN_NOT_VALID' }],
    [
      'a photo with nothing on it',
      { images: { ...images, FRONT: Buffer.from([0xff, 0xd8, 0xff]).toString('base64') } },
      200,
      { message: expect.stringContaining('not detected') },
    ],
  ];
  it.each(refusals)('refuses %s and keeps the token valid', async (_, over, status, expected) => {
    const { authToken } = await partner.session();

    const refused = await process(authToken, over);
    expect(refused.status).toBe(status);
    expect(refused.body).toMatchObject(expected);

    expect((await process(authToken)).text).toBe('');
  });

  it('skips the photo check on request, and accepts a bill as PDF when the token has that step', async () => {
    const { authToken } = await partner.session({
      tokenType: 'DOCUMENT',
      documents: ['PASSPORT'],
      additionalSteps: { ALL: { ALL: { UTILITY_BILL: { type: 'UPLOAD' } } } },
    });

    const { text } = await process(authToken, {
      documentType: undefined,
      images: { FRONT: '/9j/', UTILITY_BILL: samplePdf().toString('base64') },
      skipAnalysis: true,
    });

    expect(text).toBe('');
  });

  it('accepts 20,000,000 bytes and answers 413 to one byte more', async () => {
    const { authToken } = await partner.session({ tokenType: 'DOCUMENT' });
    const body = (length: number) => {
      const start = `{"authToken":"${authToken}","country":"LT","documentType":"PASSPORT","images":{"FRONT":"${PHOTO}"},"x":"`;
      return `${start}${'x'.repeat(length - start.length - 2)}"}`;
    };

    expect((await partner.send('POST', '/api/v2/process', body(20_000_001))).status).toBe(413);
    expect((await partner.send('POST', '/api/v2/process', body(20_000_000))).text).toBe('');
  });
});

describe('the simulated retrieval', () => {
  it('has no data before the person acts, all of it after, and only the history after the erasure', async () => {
    const { scanRef } = await partner.session({ clientId: 'ada', firstName: 'Ada' });
    const read = async (call: string) => (await partner.post(`/api/v2/${call}`, { scanRef })).body;
    expect(await read('status')).toMatchObject({
      status: 'ACTIVE',
      scanRef,
      clientId: 'ada',
      fraudTags: [],
      manualFace: null,
    });
    expect(await read('data')).toMatchObject({
      docFirstName: null,
      additionalData: null,
      scanRef,
      clientId: 'ada',
    });
    expect(await read('files')).toEqual({ fileUrls: {}, videoUrls: {}, additionalStepPdfUrls: {} });
    expect(await read('delete')).toMatchObject({
      identifier: 'PARTNER_ERROR',
      message: 'Token has not expired yet.',
    });

    simulator.outcome(scanRef, { overall: 'SUSPECTED', fraudTags: ['VIRTUAL_CAMERA'] });
    expect(await read('status')).toMatchObject({
      status: 'SUSPECTED',
      fraudTags: ['VIRTUAL_CAMERA'],
      autoFace: 'FACE_MATCH',
      manualDocument: 'DOC_VALIDATED',
    });
    expect(await read('data')).toMatchObject({
      docFirstName: 'ADA',
      docType: 'ID_CARD',
      selectedCountry: 'LT',
    });
    const files = await read('files');
    expect(files['FRONT']).toBe((files['fileUrls'] as Record<string, unknown>)['FRONT']);

    for (const time of ['first', 'second']) {
      expect((await partner.post('/api/v2/delete', { scanRef })).text, time).toBe('');
    }
    expect(await read('status')).toMatchObject({ status: 'DELETED', clientId: 'ada' });
    expect(await read('data')).toMatchObject({ docFirstName: null });
    expect(await read('files')).toMatchObject({ fileUrls: {} });
    expect((await fetch(String(files['FRONT']))).status).toBe(404);
  });

  it('answers 404 for an unknown verification and for one of another account', async () => {
    const two = await IdenfySimulator.start({
      port: 0,
      accounts: { eu: { apiKey: 'eu', apiSecret: 'secret' } },
    });
    const { scanRef } = await new Partner(two).session();

    const answers = await Promise.all(
      [scanRef, 'nobody'].map((ref) =>
        new Partner(two, 'eu:secret').post('/api/v2/status', { scanRef: ref }),
      ),
    );
    await two.close();

    expect(answers.map(({ status, body }) => [status, body['identifier']])).toEqual([
      [404, 'BAD_VALUE'],
      [404, 'BAD_VALUE'],
    ]);
  });

  it('serves a real PDF in Base64', async () => {
    const { scanRef } = await partner.session();
    simulator.outcome(scanRef, { overall: 'APPROVED' });

    const { headers, text } = await partner.post('/api/v2/generate-pdf', { scanRef, language: 'lt' });

    const pdf = Buffer.from(text, 'base64').toString('latin1');
    expect(headers.get('content-type')).toMatch('text/plain');
    expect(pdf).toMatch(/^%PDF-1\.4\n[^]*%%EOF\n$/);
    expect(Number(/startxref\n(\d+)/.exec(pdf)?.[1])).toBe(pdf.lastIndexOf('xref\n0'));
    expect((await partner.post('/api/v2/generate-pdf', { scanRef, language: 'xx' })).status).toBe(400);
  });

  it('lists verifications newest first, in linked pages', async () => {
    const refs: string[] = [];
    for (let index = 0; index < 5; index++) {
      const { scanRef } = await partner.session({ clientId: 'ada' });
      simulator.outcome(scanRef, { overall: index === 4 ? 'SUSPECTED' : 'DENIED' });
      refs.unshift(scanRef);
    }
    await partner.session({ clientId: 'grace' });

    const seen: unknown[] = [];
    let next: unknown = '/kyc/identifications/?clientId=ada&perPage=2';
    while (typeof next === 'string') {
      const { body } = await partner.get(next.replace(simulator.url, ''));
      expect(body['count']).toBe(5);
      seen.push(...(body['results'] as unknown[]));
      next = body['next'];
    }

    expect(seen).toEqual(
      refs.map((scanRef, index) => ({
        scanRef,
        status: index === 0 ? 'SUSPECTED' : 'DENIED',
        suspected: index === 0,
      })),
    );
  });

  it.each([
    ['GET', '/api/v2/token', 405, 'METHOD_NOT_ALLOWED'],
    ['POST', '/api/v2/token/', 404, 'BAD_VALUE'],
    ['GET', '/kyc/identifications', 404, 'BAD_VALUE'],
  ])(
    'answers %s %s with %i, because methods and trailing slashes matter',
    async (method, path, status, identifier) => {
      const answer = await partner.send(method, path);

      expect([answer.status, answer.body['identifier']]).toEqual([status, identifier]);
    },
  );
});
