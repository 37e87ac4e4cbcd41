import { buffer } from 'node:stream/consumers';
import { Test, type TestingModule } from '@nestjs/testing';
import {
  IdenfyApiError,
  IdenfyClientModule,
  IdenfyClock,
  IdenfyDeletionService,
  IdenfyDirectProcessingService,
  IdenfyDummyService,
  IdenfyLostAnswerError,
  IdenfyRetrievalService,
  IdenfyTokenService,
  SystemClock,
} from 'nestjs-idenfy/client';
import { IdenfySimulator } from '@nestjs-idenfy/simulator';
import { sampleJpeg } from 'nestjs-idenfy/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { failureOf } from '../support/client-under-test.js';

let simulator: IdenfySimulator;
let module: TestingModule;
let tokens: IdenfyTokenService;
let retrieval: IdenfyRetrievalService;

beforeAll(async () => {
  simulator = await IdenfySimulator.start({ port: 0 });
  const { apiKey, apiSecret, url, uiUrl } = simulator;
  module = await Test.createTestingModule({
    imports: [
      IdenfyClientModule.forRootAsync({
        useFactory: () => ({ apiKey, apiSecret, baseUrl: url, uiUrl, http: { retryDelayMs: 1 } }),
      }),
    ],
  }).compile();
  tokens = module.get(IdenfyTokenService);
  retrieval = module.get(IdenfyRetrievalService);
});

afterEach(() => simulator.reset());

afterAll(async () => {
  await module.close();
  await simulator.close();
});

const person = { clientId: 'ada' };
const session = () => tokens.create(person);

/** A session of a person who was approved. */
async function approved(): Promise<string> {
  const { scanRef } = await session();
  simulator.outcome(scanRef, { overall: 'APPROVED' });
  return scanRef;
}

describe('the client on the simulator', () => {
  it('creates a session', async () => {
    const { authToken, scanRef } = await session();

    expect(authToken).toMatch(/^[\x21-\x7e]{10,40}$/);
    expect(simulator.verification(scanRef)).toMatchObject({ clientId: 'ada' });
  });

  it('takes country codes in lower case and sends them in upper case', async () => {
    await tokens.create({ ...person, country: ['lt', 'LV'], nationality: 'ee' });

    const [sent] = simulator.requests('/api/v2/token');
    expect(sent?.body).toMatchObject({ country: ['LT', 'LV'], nationality: 'EE' });
  });

  it('reports a person who already has a session', async () => {
    await session();

    const error = await failureOf(session());
    expect(error).toBeInstanceOf(IdenfyApiError);
    expect(error).toMatchObject({ status: 409, httpStatus: 409 });
  });

  it('reads status, data and the list', async () => {
    const scanRef = await approved();

    expect(await retrieval.status(scanRef)).toMatchObject({ status: 'APPROVED', scanRef, clientId: 'ada' });
    expect(await retrieval.data(scanRef)).toMatchObject({ scanRef, clientId: 'ada' });
    expect(await retrieval.list(person)).toMatchObject({
      count: 1,
      results: [{ scanRef, status: 'APPROVED' }],
    });
  });

  it('downloads every file', async () => {
    const scanRef = await approved();
    const names = await retrieval.fileNames(scanRef);

    expect(names).toContain('FRONT');
    for (const name of names) {
      const { stream, contentType, contentLength } = await retrieval.file(scanRef, name);
      expect(contentType).toMatch(/^(image|video|application)\//);
      expect((await buffer(stream)).length).toBe(contentLength);
    }
  });

  it('downloads the report as a PDF', async () => {
    const report = await retrieval.report(await approved(), { language: 'lt', includeMainStepFiles: false });

    expect(report.subarray(0, 4).toString()).toBe('%PDF');
  });

  it('sends images once, and is refused the second time', async () => {
    const { authToken, scanRef } = await tokens.create({ ...person, tokenType: 'DOCUMENT' });
    const pictures = module.get(IdenfyDirectProcessingService);
    const request = {
      authToken,
      country: 'LT',
      documentType: 'PASSPORT',
      tokenType: 'DOCUMENT',
      images: { FRONT: sampleJpeg() },
    } as const;

    await pictures.process(request);

    expect((await retrieval.status(scanRef)).status).not.toBe('ACTIVE');
    expect(await failureOf(pictures.process(request))).toMatchObject({
      identifier: 'TOKEN_NOT_VALID',
      httpStatus: 410,
    });
  });

  it('erases a verification, but not while its token is valid', async () => {
    const deletion = module.get(IdenfyDeletionService);
    const { scanRef } = await session();
    expect(await failureOf(deletion.delete(scanRef))).toMatchObject({
      identifier: 'PARTNER_ERROR',
      httpStatus: 409,
    });

    simulator.outcome(scanRef, { overall: 'DENIED' });
    await deletion.delete(scanRef);

    expect(await retrieval.status(scanRef)).toMatchObject({ status: 'DELETED' });
  });

  it('requests more information from a verified person', async () => {
    const answer = await tokens.requestInformation(await approved(), { lifetime: 600 });

    expect(answer.tokenString).not.toBe('');
  });

  it('sets a dummy status', async () => {
    const { scanRef } = await session();

    await module.get(IdenfyDummyService).add({
      scanRef,
      manualFaceMatchResult: 'FACE_MATCH',
      manualDocumentValidity: 'DOC_VALIDATED',
    });

    expect(await retrieval.status(scanRef)).toMatchObject({ status: 'APPROVED' });
  });

  it.each([
    ['status', (scanRef: string) => retrieval.status(scanRef)],
    ['files', (scanRef: string) => retrieval.files(scanRef)],
    ['report', (scanRef: string) => retrieval.report(scanRef)],
    ['deletion', (scanRef: string) => module.get(IdenfyDeletionService).delete(scanRef)],
  ])('reports an unknown verification (%s)', async (_operation, ask) => {
    expect(await failureOf(ask('00000000-0000-4000-8000-000000000000'))).toMatchObject({
      status: 404,
      httpStatus: 404,
    });
  });

  it.each([
    [
      'wrong credentials',
      { status: 401, body: { message: 'Invalid authorization credentials' } },
      502,
      'operator',
    ],
    ['no funds', { status: 402 }, 502, 'operator'],
    ['no credits', { status: 400, body: { message: 'Partner reached token limit' } }, 502, 'operator'],
    ['a page instead of JSON', { status: 200, body: '<html>' }, 502, 'vendor'],
    ['too many requests', { status: 429, body: { identifier: 'TOO_MANY_REQUESTS' } }, 503, 'vendor'],
  ])('reports who must act on %s', async (_what, fault, httpStatus, actor) => {
    simulator.fault({ path: '/api/v2/token', count: 4, ...fault });

    expect(await failureOf(session())).toMatchObject({ httpStatus, actor });
  });
});

/** Waits for nothing, but gives real time to whatever is under way. */
class ImpatientClock extends SystemClock {
  override async sleep(): Promise<void> {}
}

describe('a lost answer to a token request', () => {
  async function impatientTokens(): Promise<IdenfyTokenService> {
    const { apiKey, apiSecret, url } = simulator;
    const impatient = await Test.createTestingModule({
      imports: [
        IdenfyClientModule.forRoot({
          apiKey,
          apiSecret,
          baseUrl: url,
          replace: [{ provide: IdenfyClock, useClass: ImpatientClock }],
        }),
      ],
    }).compile();
    onTestFinished(() => impatient.close());
    return impatient.get(IdenfyTokenService);
  }

  it('is reported with the session it created, which is not created twice', async () => {
    simulator.fault({ path: '/api/v2/token', cut: 'after' });

    const error = await failureOf((await impatientTokens()).create(person));

    expect(error).toBeInstanceOf(IdenfyLostAnswerError);
    const { results } = await retrieval.list(person);
    expect(results).toHaveLength(1);
    expect(error).toMatchObject({ candidates: [results[0]?.scanRef] });
  });

  it('costs nothing when the request itself was lost', async () => {
    simulator.fault({ path: '/api/v2/token', cut: 'before' });

    const { scanRef } = await (await impatientTokens()).create(person);

    expect((await retrieval.list(person)).results).toEqual([expect.objectContaining({ scanRef })]);
  });
});
