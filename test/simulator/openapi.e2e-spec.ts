import { IdenfySimulator, type SimulatedOutcome } from '@nestjs-idenfy/simulator';
import {
  ANSWER_SCHEMAS,
  DOCUMENT_TYPES,
  type JsonSchema,
  TOKEN_TYPES,
  WEBHOOK_SCHEMAS,
} from '@nestjs-idenfy/contract';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Partner } from '../support/partner.js';

// The schemas are those of iDenfy's OpenAPI files, in our own words. They allow no other fields.

let simulator: IdenfySimulator;
let partner: Partner;

beforeAll(async () => {
  simulator = await IdenfySimulator.start({ port: 0, profile: 'strict-openapi', requestsPerHour: null });
  partner = new Partner(simulator);
});
beforeEach(() => simulator.reset());
afterAll(() => simulator.close());

const ajv = new Ajv2020({ strict: false });
for (const [name, pattern] of Object.entries({
  date: /^\d{4}-\d{2}-\d{2}$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
  email: /^[^@\s]+@[^@\s]+$/,
  uri: /^https?:\/\/\S+$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
})) {
  ajv.addFormat(name, pattern);
}

/** The schema with every field required: the simulator leaves out none that iDenfy describes. */
function complete(schema: JsonSchema): JsonSchema {
  const { properties, items, anyOf } = schema;
  return {
    ...schema,
    ...(items && { items: complete(items) }),
    ...(anyOf && { anyOf: anyOf.map(complete) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, inner]) => [key, complete(inner)]),
      ),
      required: Object.keys(properties),
    }),
  };
}

const isIdentification = ajv.compile(complete(WEBHOOK_SCHEMAS.identification));
const isDocumentExpiration = ajv.compile(complete(WEBHOOK_SCHEMAS.documentExpiration));
const isFacialAuthentication = ajv.compile(complete(WEBHOOK_SCHEMAS.facialAuthentication));
const isTokenAnswer = ajv.compile(ANSWER_SCHEMAS.createToken);
const isList = ajv.compile(complete(ANSWER_SCHEMAS.listIdentifications));
const isRequestInformation = ajv.compile(complete(ANSWER_SCHEMAS.requestInformation));

function problemsOf(validate: ValidateFunction, value: unknown): readonly string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const EVERY_CHECK = {
  questionnaire: 'onboarding',
  riskAssessmentProfile: '00000000-0000-4000-8000-000000000001',
  address: '1 Example Street',
  utilityBill: true,
  ...Object.fromEntries(
    [
      'verifyEmail',
      'verifyPhone',
      'verifyBank',
      'verifyBankBalances',
      'verifyBankTransactions',
      'bankCardVerification',
      'verifyAddress',
      'checkAml',
      'checkCriminal',
      'checkLiveness',
      'checkDriverLicense',
      'checkLid',
      'checkIpProxy',
    ].map((field) => [field, true]),
  ),
};

const step = (type: string) => ({ ALL: { ALL: { POA2: { type, fields: ['address', 'ssn'] } } } });
const STEPS: Readonly<Record<string, object>> = {
  none: {},
  UPLOAD: { additionalSteps: step('UPLOAD') },
  EXTRACT: { additionalSteps: step('EXTRACT') },
  COMPARE: { additionalSteps: step('COMPARE'), additionalData: { POA2: { address: '1 Example Street' } } },
};

const OUTCOMES: readonly SimulatedOutcome[] = [
  { overall: 'APPROVED' },
  { overall: 'DENIED', autoFace: 'FAKE_FACE' },
  { overall: 'SUSPECTED', checks: { steps: 'MISMATCH', aml: 'PEP' } },
  { overall: 'SUSPECTED', final: false, checks: { steps: 'NOT_FOUND' } },
  { overall: 'REVIEWING' },
  { overall: 'EXPIRED' },
  { overall: 'EXPIRED', eventType: 'IDENTIFICATION_CANCELLED' },
  { overall: 'APPROVED', eventType: 'IDENTIFICATION_RESUBMITTED' },
];

// The OpenAPI file does not have the last one, which only an older edition has.
const DOCUMENTS = DOCUMENT_TYPES.filter((type) => type !== 'INTERNATIONAL_PASSPORT');

async function bodyAfter(token: object, outcome: SimulatedOutcome): Promise<Record<string, unknown>> {
  const { scanRef } = await partner.session(token);
  simulator.outcome(scanRef, outcome);
  return simulator.webhooks().at(-1)?.body as Record<string, unknown>;
}

/** The results of each check, from the error that lists them. */
const CHECKS: readonly string[] =
  'aml lid criminal registry driverLicense address manualAddress gdc email phone bank bankCard risk ipProxy face documentFace steps'.split(
    ' ',
  );

async function resultsOf(check: string): Promise<readonly string[]> {
  const { scanRef } = await partner.session();
  try {
    simulator.outcome(scanRef, { overall: 'APPROVED', checks: { [check]: 'no such result' } });
  } catch (error) {
    return /must be one of (.*)$/.exec(String(error))?.[1]?.split(', ') ?? [];
  }
  return [];
}

describe.each(TOKEN_TYPES)('the webhook of a %s token, in the strict profile', (tokenType) => {
  it.each(Object.keys(STEPS))('is valid for every outcome and document, with steps: %s', async (steps) => {
    for (const documentType of DOCUMENTS) {
      for (const outcome of OUTCOMES) {
        const body = await bodyAfter({ tokenType, documents: [documentType], ...STEPS[steps] }, outcome);

        expect(problemsOf(isIdentification, body), `${documentType} ${JSON.stringify(outcome)}`).toEqual([]);
      }
    }
  });

  it.each(CHECKS)(
    'is valid with every result of the check %s, and without one key or type is not',
    async (check) => {
      const results = await resultsOf(check);
      expect(results.length).toBeGreaterThan(1);
      for (const country of check === 'registry' ? ['LT', 'HU', 'US'] : ['LT']) {
        for (const result of results) {
          const body = await bodyAfter(
            { tokenType, country, ...EVERY_CHECK },
            { overall: 'SUSPECTED', checks: { [check]: result }, fraudTags: ['DEV_TOOLS_OPENED'] },
          );

          expect(problemsOf(isIdentification, body), `${country} ${result}`).toEqual([]);
          expect(acceptedMutations(isIdentification, body), `${country} ${result}`).toEqual([]);
        }
      }
    },
  );
});

describe('the other bodies in the strict profile', () => {
  it('are valid: document expiration and facial authentication', async () => {
    const { scanRef } = await partner.session();
    simulator.outcome(scanRef, { overall: 'APPROVED' });
    simulator.sendWebhook(scanRef, { eventType: 'DOCUMENT_EXPIRATION' });
    simulator.sendWebhook(scanRef, { eventType: 'FACIAL_AUTHENTICATION' });

    const [expiration, face] = simulator.webhooks().slice(-2);
    expect(problemsOf(isDocumentExpiration, expiration?.body)).toEqual([]);
    expect(acceptedMutations(isDocumentExpiration, expiration?.body)).toEqual([]);
    expect(problemsOf(isFacialAuthentication, face?.body)).toEqual([]);
    expect(acceptedMutations(isFacialAuthentication, face?.body)).toEqual([]);
  });

  it.each([
    ['a plain token', {}],
    ['a token with every check', EVERY_CHECK],
    ['a token with steps', { ...STEPS['COMPARE'], country: ['LT', 'LV'], dummyStatus: 'APPROVED' }],
    ['a token with nulls', { firstName: null, country: null, documents: null, successUrl: null }],
  ])('are valid: the answer to %s', async (_, token) => {
    const { status, body } = await partner.post('/api/v2/token', { clientId: 'ada', ...token });

    expect(status).toBe(201);
    expect(problemsOf(isTokenAnswer, body)).toEqual([]);
  });

  it('are valid: the list and the answer to a request for information', async () => {
    const { scanRef } = await partner.session();
    simulator.outcome(scanRef, { overall: 'APPROVED' });

    const list = await partner.get('/kyc/identifications/');
    const { body } = await partner.send('POST', `/kyc/identifications/${scanRef}/request-information/`);

    expect(problemsOf(isList, list.body)).toEqual([]);
    expect(problemsOf(isRequestInformation, body)).toEqual([]);
  });
});

describe('the profile of the samples', () => {
  it('has null where nothing was analysed, and the legacy fields', async () => {
    const samples = await IdenfySimulator.start({ port: 0 });
    const { scanRef } = await new Partner(samples).session({ checkAml: true });
    samples.outcome(scanRef, { overall: 'SUSPECTED', final: false, checks: { aml: 'SANCTION' } });
    const body = samples.webhooks()[0]?.body;
    await samples.close();

    expect(body).toMatchObject({
      status: {
        manualFace: null,
        manualDocument: null,
        fraudTags: ['SANCTIONS_SUSPECTION'],
        suspicionReasons: ['SANCTIONS_SUSPECTION'],
        sanctionsStatus: 'FLAGS_FOUND',
        pepsStatus: 'NO_FLAGS',
      },
      additionalData: null,
    });
    expect(body).not.toHaveProperty('companyId');
  });
});

const FREE = ['fileUrls', 'additionalStepPdfUrls', 'additionalData', 'additionalSteps'];
const OTHER_TYPES: readonly unknown[] = [true, 5.5, 'no such value', [[]], { unknown: {} }];

/** The keys that can be deleted, or given a value of another type, without the schema noticing. */
function acceptedMutations(validate: ValidateFunction, body: unknown): readonly string[] {
  const accepted: string[] = [];
  for (const { path, holder, key } of keysOf(body, '')) {
    const value = holder[key];
    delete holder[key];
    if (validate(body)) accepted.push(`${path} deleted`);
    const fitting = OTHER_TYPES.filter((other) => {
      holder[key] = other;
      return kindOf(other) !== kindOf(value) && validate(body);
    });
    holder[key] = value;
    // A key that is null now has one type besides; the answer to a question may be text, a list, true or false.
    const allowed = path.endsWith('/value') ? 3 : value === null ? 1 : 0;
    if (fitting.length > allowed) accepted.push(`${path} as ${JSON.stringify(fitting)}`);
  }
  return accepted;
}

interface Key {
  readonly path: string;
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function keysOf(value: unknown, path: string): readonly Key[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => keysOf(item, `${path}/${index}`));
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [
    { path: `${path}/${key}`, holder, key },
    ...(FREE.includes(key) ? [] : keysOf(holder[key], `${path}/${key}`)),
  ]);
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value;
}
