import { IdenfySimulator } from '@nestjs-idenfy/simulator';
import { samplePdf, samplePng } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Partner } from '../support/partner.js';

const PHOTO = samplePng().toString('base64');
const PDF = samplePdf().toString('base64');

let simulator: IdenfySimulator;
let partner: Partner;

beforeAll(async () => {
  simulator = await IdenfySimulator.start({ port: 0 });
  partner = new Partner(simulator);
});
beforeEach(() => simulator.reset());
afterAll(() => simulator.close());

async function process(session: { readonly authToken: string }, over: object) {
  const { status, body } = await partner.post('/api/v2/process', {
    authToken: session.authToken,
    country: 'LT',
    documentType: 'PASSPORT',
    images: {},
    ...over,
  });
  return status === 200 ? 'accepted' : String(body['message']);
}

async function lastWebhook(): Promise<Record<string, Record<string, unknown>>> {
  await simulator.settled();
  simulator.advance(0);
  return simulator.webhooks().at(-1)?.body as Record<string, Record<string, unknown>>;
}

const main = { FRONT: PHOTO, FACE: PHOTO };

describe('additional steps', () => {
  const additionalSteps = {
    LT: {
      PASSPORT: { POA2: { type: 'COMPARE', fields: ['address', 'name'] } },
      ALL: { LICENCE: { type: 'EXTRACT', fields: ['number'] } },
    },
    ALL: { ID_CARD: { CARD_COPY: { type: 'UPLOAD' } } },
  };
  const additionalData = { POA2: { address: '1 Example Street' } };

  it('are demanded for the matching country and document only', async () => {
    const passport = await partner.session({ additionalSteps });
    expect(await process(passport, { images: main })).toBe("No image provided for step 'LICENCE'");
    expect(await process(passport, { images: { ...main, LICENCE: PHOTO } })).toBe(
      "No image provided for step 'POA2'",
    );
    expect(
      await process(passport, { images: { ...main, POA2: PHOTO, LICENCE: PHOTO, CARD_COPY: PHOTO } }),
    ).toContain('does not have');
    expect(await process(passport, { images: { ...main, POA2: PHOTO, LICENCE: PHOTO } })).toBe('accepted');

    const latvian = await partner.session({ additionalSteps });
    expect(await process(latvian, { country: 'LV', images: main })).toBe('accepted');
    const card = await partner.session({ additionalSteps });
    const both = { ...main, BACK: PHOTO };
    expect(await process(card, { country: 'LV', documentType: 'ID_CARD', images: both })).toContain(
      'CARD_COPY',
    );
  });

  it('are delivered as files or PDFs, read into additionalData, and compared', async () => {
    const session = await partner.session({ additionalSteps, additionalData });
    await process(session, { images: { ...main, POA2: PDF, LICENCE: PHOTO } });

    const body = await lastWebhook();

    expect(body).toMatchObject({
      additionalSteps: { POA2: 'COMPARE', LICENCE: 'EXTRACT' },
      status: { overall: 'APPROVED', additionalSteps: 'VALID' },
      data: {
        additionalData: {
          POA2: {
            address: { value: '1 Example Street', status: 'MATCH' },
            name: { value: expect.any(String), status: 'NO_DATA' },
          },
          LICENCE: { number: { value: 'SAMPLE NUMBER', status: 'NO_DATA' } },
        },
      },
    });
    expect(Object.keys(body['fileUrls'] ?? {})).toEqual(['FRONT', 'FACE', 'LICENCE']);
    const { POA2 } = body['additionalStepPdfUrls'] as { POA2: string };
    expect(new URL(POA2).pathname).toMatch(/\/POA2\.pdf$/);
    expect(new URL(String(body['fileUrls']?.['FRONT'])).pathname).toMatch(/\/FRONT\.png$/);
    expect(Buffer.from(await (await fetch(POA2)).arrayBuffer()).equals(samplePdf())).toBe(true);
    const files = await partner.post('/api/v2/files', { scanRef: session.scanRef });
    expect(Object.keys(files.body['additionalStepPdfUrls'] as object)).toEqual(['POA2']);
    const data = await partner.post('/api/v2/data', { scanRef: session.scanRef });
    expect(data.body['additionalData']).toEqual(body['data']?.['additionalData']);
  });

  it.each([
    ['VALID', 'APPROVED', 'VALID', [], { value: '1 Example Street', status: 'MATCH' }],
    ['INVALID', 'SUSPECTED', 'INVALID', ['INVALID_ADDITIONAL_STEP'], { status: 'MATCH' }],
    [
      'NOT_FOUND',
      'SUSPECTED',
      'NOT_FOUND',
      ['ADDITIONAL_STEP_NOT_FOUND'],
      { value: null, status: 'NOT_FOUND' },
    ],
    [
      'MISMATCH',
      'SUSPECTED',
      'INVALID',
      ['ADDITIONAL_STEP_INFORMATION_MISMATCH'],
      { value: 'OTHER ADDRESS', status: 'NOT_MATCH' },
    ],
    ['EXPIRED', 'SUSPECTED', 'INVALID', ['EXPIRED_ADDITIONAL_STEP_INFORMATION'], { status: 'MATCH' }],
  ] as const)('can be %s', async (steps, overall, verdict, mismatchTags, address) => {
    const { scanRef } = await partner.session({
      documents: ['PASSPORT'],
      country: 'LT',
      additionalSteps,
      additionalData,
    });

    simulator.outcome(scanRef, { overall, checks: { steps } });

    expect(await lastWebhook()).toMatchObject({
      status: { overall, additionalSteps: verdict, mismatchTags },
      data: { additionalData: { POA2: { address } } },
    });
  });

  it('can be those of the account, unless the token names its own or none', async () => {
    const account = await IdenfySimulator.start({
      port: 0,
      additionalSteps: { ALL: { ALL: { POA1: { type: 'UPLOAD' } } } },
    });
    const customer = new Partner(account);
    let clients = 0;
    const stepsOf = async (token: object) =>
      (await customer.post('/api/v2/token', { clientId: `client-${++clients}`, ...token })).body[
        'additionalSteps'
      ];

    const seen = [
      await stepsOf({}),
      await stepsOf({ additionalSteps: {} }),
      await stepsOf({ additionalSteps }),
    ];
    await account.close();

    expect(seen).toEqual([{ ALL: { ALL: { POA1: { type: 'UPLOAD' } } } }, null, additionalSteps]);
  });
});

describe('checks', () => {
  it.each([
    ['aml', 'PEP', 'AML_SUSPECTION', 'AML.0.data.0.suspicion', 'PEPS'],
    ['aml', 'ADVERSE_MEDIA', 'AML_SUSPECTION', 'AML.1.data.0.type', 'NEGATIVE'],
    ['aml', 'SANCTION', 'SANCTIONS_SUSPECTION', 'amlCheck.amlCheck.0.datasets.0', 'SAN_CURRENT'],
    ['aml', 'FAILED', 'AML_FAILED', 'AML.0.status.checkSuccessful', false],
    ['lid', 'FOUND', 'LID_SUSPECTION', 'LID.0.data.0.valid', false],
    ['criminal', 'FOUND', 'CRIMINAL_SUSPECTED', 'CRIMINAL_CHECK.0.status.overallStatus', 'SUSPECTED'],
    ['registry', 'NO_MATCH', 'REGISTRY_CENTER_INFO_MISMATCH', 'registryCenterCheck.surname', 'OTHER'],
    ['driverLicense', 'NO_MATCH', 'DRIVER_LICENSE_INFO_MISMATCH', 'driverLicenseCheck.nameMatch', false],
    ['address', 'UNVERIFIED', 'ADDRESS_UNVERIFIED', 'addressVerification.status', 'UNVERIFIED'],
    ['face', 'DUPLICATE', 'DUPLICATE_FACE', 'data.duplicateFaces.length', 1],
  ])(
    'agree with their tags: %s %s brings %s, and the tag brings the result',
    async (check, result, tag, path, value) => {
      const seen: unknown[] = [];
      for (const outcome of [{ checks: { [check]: result } }, { fraudTags: [tag] }]) {
        const { scanRef } = await partner.session({ checkAml: true });
        simulator.outcome(scanRef, { overall: 'SUSPECTED', ...outcome });
        const body = await lastWebhook();
        const { fraudTags, mismatchTags } = body['status'] as Record<string, string[]>;
        expect([...(fraudTags ?? []), ...(mismatchTags ?? [])]).toEqual([tag]);
        seen.push(valueAt(body, path));
      }

      // Of two results with one tag, the tag implies the first.
      expect(seen).toEqual(result === 'ADVERSE_MEDIA' ? [value, undefined] : [value, value]);
    },
  );

  it('are filled when the token asks for them, and null otherwise', async () => {
    const { scanRef } = await partner.session({ verifyEmail: true, bankCardVerification: true });
    simulator.outcome(scanRef, { overall: 'APPROVED' });

    expect(await lastWebhook()).toMatchObject({
      emailVerification: { emailVerified: true },
      bankCardVerification: { status: 'MATCH' },
      phoneVerification: null,
      AML: null,
      gdcMatch: null,
    });
  });

  it('report the risk of the IP address alike in the webhook and in /data', async () => {
    const { scanRef } = await partner.session({ checkIpProxy: true });
    simulator.outcome(scanRef, { overall: 'APPROVED', checks: { ipProxy: 'HIGH' } });

    const { body } = await partner.post('/api/v2/data', { scanRef });
    expect([
      body['clientIpProxyRiskLevel'],
      (await lastWebhook())['data']?.['clientIpProxyRiskLevel'],
    ]).toEqual(['HIGH', 'HIGH']);
  });

  it('and every other field of the webhook can be given as they are', async () => {
    const { scanRef } = await partner.session();
    simulator.outcome(scanRef, {
      overall: 'DENIED',
      webhook: { companyId: 'company-1', gdcMatch: false, status: { denyReasons: ['Forged'] } },
    });

    expect(await lastWebhook()).toMatchObject({
      companyId: 'company-1',
      gdcMatch: false,
      status: { overall: 'DENIED', denyReasons: ['Forged'] },
    });
    expect(() => simulator.outcome(scanRef, { overall: 'DENIED', checks: { aml: 'MAYBE' } })).toThrow(
      'checks.aml: must be one of CLEAR, PEP',
    );
  });
});

describe('small truths', () => {
  it('sends the events without an identification', async () => {
    const { scanRef } = await partner.session({ clientId: 'ada' });
    simulator.sendWebhook(scanRef, { eventType: 'VIDEO_CALL_FINISHED' });
    simulator.sendWebhook(scanRef, { eventType: 'FACIAL_AUTHENTICATION', body: { status: 'FAILED' } });

    expect(simulator.webhooks()).toMatchObject([
      { eventType: 'VIDEO_CALL_FINISHED', body: {} },
      { eventType: 'FACIAL_AUTHENTICATION', body: { scanRef, clientId: 'ada', status: 'FAILED' } },
    ]);
    expect(simulator.verification(scanRef).status).toBe('ACTIVE');
  });

  it('gives a result under review the results of its analysis, and its reviewer a verdict', async () => {
    const { scanRef } = await partner.session();
    simulator.outcome(scanRef, { overall: 'REVIEWING' });
    expect(await lastWebhook()).toMatchObject({
      status: {
        overall: 'REVIEWING',
        autoFace: 'FACE_MATCH',
        autoDocument: 'DOC_VALIDATED',
        manualFace: null,
      },
    });

    simulator.advance(600);

    expect(await lastWebhook()).toMatchObject({ final: true, status: { overall: 'APPROVED' } });
  });

  it.each([
    [{ autoDocument: 'DOC_EXPIRED' }, { manualDocument: 'DOC_EXPIRED', manualFace: 'FACE_MATCH' }],
    [{ autoFace: 'FACE_MISMATCH' }, { manualDocument: 'DOC_VALIDATED', manualFace: 'FACE_MISMATCH' }],
  ])('denies for the reason %j alone', async (reason, review) => {
    const { scanRef } = await partner.session();

    simulator.outcome(scanRef, { overall: 'DENIED', ...reason });

    expect((await lastWebhook())['status']).toMatchObject({ overall: 'DENIED', ...reason, ...review });
  });

  it('takes every document and face result as a dummy review', async () => {
    const { scanRef } = await partner.session();
    const { status } = await partner.post('/api/v2/add-dummy-status', {
      scanRef,
      manualFaceMatchResult: 'FACE_UNCERTAIN',
      manualDocumentValidity: 'NFC_TIMEOUT',
    });

    expect([status, simulator.verification(scanRef).status]).toEqual([200, 'DENIED']);
  });

  it('takes the country of a document that only one country issues', async () => {
    const { scanRef } = await partner.session({ documents: ['AADHAAR'] });
    simulator.outcome(scanRef, { overall: 'APPROVED' });

    expect(simulator.verification(scanRef).data).toMatchObject({
      docType: 'AADHAAR',
      docIssuingCountry: 'IN',
    });
  });

  it('accepts a document of another country than the token preselected, and codes in lower case', async () => {
    const session = await partner.session({ country: 'lv', nationality: 'lt' });

    expect(await process(session, { country: 'ee', images: main })).toBe('accepted');
    expect(await lastWebhook()).toMatchObject({ data: { docIssuingCountry: 'EE', docNationality: 'LT' } });
  });

  it('answers null for unset result URLs, and refuses a null lifetime', async () => {
    const { body } = await partner.post('/api/v2/token', { clientId: 'ada', nationality: 'lt' });
    expect(body).toMatchObject({ successUrl: null, errorUrl: null, unverifiedUrl: null, nationality: 'LT' });

    const scanRef = String(body['scanRef']);
    simulator.outcome(scanRef, { overall: 'APPROVED' });
    const refused = await partner.post(`/kyc/identifications/${scanRef}/request-information/`, {
      lifetime: null,
    });
    expect([refused.status, refused.body['message']]).toEqual([400, expect.stringContaining("'lifetime'")]);
  });
});

function valueAt(body: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], body);
}
