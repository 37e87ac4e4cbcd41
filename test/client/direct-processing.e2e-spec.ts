import { Test, type TestingModule } from '@nestjs/testing';
import {
  type DirectProcessingRequest,
  IdenfyClientModule,
  type IdenfyClientOptions,
  IdenfyDirectProcessingService,
  IdenfyError,
} from 'nestjs-idenfy/client';
import { sampleJpeg, samplePdf, samplePng } from 'nestjs-idenfy/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answer, ScriptedServer } from '../support/scripted-server.js';

const PROCESS = '/api/v2/process';
const front = sampleJpeg(100_001);
const face = samplePng(5_000);

describe('direct processing through the client', () => {
  let idenfy: ScriptedServer;
  let app: TestingModule;

  beforeEach(async () => {
    idenfy = await ScriptedServer.start();
    idenfy.on(PROCESS, answer(200));
  });
  afterEach(async () => {
    await app.close();
    await idenfy.close();
  });

  async function process(
    over: Partial<DirectProcessingRequest> = {},
    options: Partial<IdenfyClientOptions> = {},
  ) {
    const credentials = { apiKey: 'key', apiSecret: 'secret', baseUrl: idenfy.url };
    app = await Test.createTestingModule({
      imports: [IdenfyClientModule.forRoot({ ...credentials, ...options })],
    }).compile();
    const request: DirectProcessingRequest = {
      authToken: 'a-token-of-this-test',
      country: 'LT',
      documentType: 'PASSPORT',
      images: { FRONT: front, FACE: face.toString('base64') },
      ...over,
    };
    return app.get(IdenfyDirectProcessingService).process(request);
  }

  it('sends bytes and Base64 alike, with a Content-Length', async () => {
    await process({ skipAnalysis: true });

    const [{ headers, body } = { headers: {}, body: '' }] = idenfy.requests;
    expect(headers['content-length']).toBe(String(Buffer.byteLength(body)));
    expect(headers['transfer-encoding']).toBeUndefined();
    expect(JSON.parse(body)).toEqual({
      authToken: 'a-token-of-this-test',
      country: 'LT',
      documentType: 'PASSPORT',
      skipAnalysis: true,
      images: { FRONT: front.toString('base64'), FACE: face.toString('base64') },
    });
  });

  it('sends the whole body again for every attempt', async () => {
    idenfy.on(PROCESS, answer(503), answer(429), answer(200));

    await process({}, { http: { retryDelayMs: 1 } });

    const [first, ...others] = idenfy.requests.map(({ body }) => body);
    expect(others).toEqual([first, first]);
  });

  it('accepts only an empty answer as success', async () => {
    idenfy.on(PROCESS, answer(200, { identifier: 'MISSING_VALUE', message: 'No image provided' }));

    await expect(process()).rejects.toMatchObject({ httpStatus: 422, identifier: 'MISSING_VALUE' });
  });

  it('names the token field as the account requires', async () => {
    await process({}, { processTokenField: 'token' });

    expect(JSON.parse(idenfy.requests[0]?.body ?? '')).toMatchObject({ token: 'a-token-of-this-test' });
  });

  it('accepts the steps of the session, or any step when these are unknown', async () => {
    const images = { FRONT: front, FACE: face, POA2: samplePdf() };

    await process({ additionalSteps: ['POA2'], images });
    await app.close();
    await process({ images });

    expect(idenfy.requests).toHaveLength(2);
  });

  it('does not require a document type, which iDenfy can detect', async () => {
    await process({ documentType: undefined });

    expect(JSON.parse(idenfy.requests[0]?.body ?? '')).not.toHaveProperty('documentType');
  });

  it.each<[what: string, over: Partial<DirectProcessingRequest>, field: string, httpStatus?: number]>([
    ['a token that is none', { authToken: 'short' }, 'authToken'],
    ['an unknown country', { country: 'XX' }, 'country'],
    ['no picture of a face', { images: { FRONT: front } }, 'images.FACE'],
    [
      'no utility bill where the session asks for one',
      { additionalSteps: ['UTILITY_BILL'] },
      'images.UTILITY_BILL',
    ],
    [
      'no back of a licence where the session asks for it',
      { documentType: 'DRIVER_LICENSE', driverLicenseBack: true },
      'images.BACK',
    ],
    [
      'a step that the session does not ask for',
      { additionalSteps: ['POA2'], images: { FRONT: front, FACE: face, FOO: face } },
      'images.FOO',
    ],
    [
      'a data URI',
      { images: { FRONT: front, FACE: `data:image/png;base64,${face.toString('base64')}` } },
      'images.FACE',
    ],
    [
      'a text that only looks like Base64',
      { images: { FRONT: front, FACE: `Ł${face.toString('base64').slice(1)}` } },
      'images.FACE',
    ],
    ['a file where a photo belongs', { images: { FRONT: samplePdf(), FACE: face } }, 'images.FRONT'],
    ['more than 20 MB', { images: { FRONT: sampleJpeg(15_000_000), FACE: face } }, 'images', 413],
  ])('refuses %s and sends nothing', async (_what, over, field, httpStatus = 400) => {
    const error: unknown = await process(over).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(IdenfyError);
    expect(error).toMatchObject({ field, httpStatus });
    expect(idenfy.requests).toHaveLength(0);
  });
});
