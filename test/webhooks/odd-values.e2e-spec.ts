import { DeadLetters, IdenfyClock, IdenfyWorkers, Orphans } from 'nestjs-idenfy';
import { aDocumentExpiration, aWebhook, FakeClock, signWebhook, someData } from 'nestjs-idenfy/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Canaries } from '../support/canaries.js';
import { CapturedOutput } from '../support/captured-output.js';
import { KycApp } from '../support/kyc-app.js';

const KEY = 'a-signing-key-of-this-test';
const SEED = 20_261_126;
const CASES_OF_A_FIELD = 4;

const canaries = new Canaries();
const canary = canaries.add('value', 'Canaryvalue-Ofnobody');

/** What a field may hold instead of what iDenfy documents; the canary is in most of them. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    `${canary}\0`,
    `\uD83D${canary}`,
    `${canary}\uDE00\0`,
    '\0',
    [canary],
    [canary, null, 7, [canary], { [canary]: canary }],
    { [canary]: canary },
    { overall: canary, [`${canary}\0`]: 1 },
    1e308,
    -1e308,
    2 ** 53,
    -1,
    0.5,
    true,
    false,
    [],
    {},
    null,
    canary.repeat(2_000),
  ),
  fc.constant(null).map(() => nested(500)),
  fc.jsonValue({ maxDepth: 3 }),
);

function nested(levels: number): unknown {
  let value: unknown = canary;
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { a: value };
  return value;
}

/** The same object with another value at a path. */
function changed(body: object, path: readonly string[], value: unknown): object {
  const [field = '', ...deeper] = path;
  const before: unknown = Reflect.get(body, field);
  const inner = typeof before === 'object' && before !== null ? before : {};
  return { ...body, [field]: deeper.length === 0 ? value : changed(inner, deeper, value) };
}

const FULL = {
  ...aWebhook({ scanRef: 'x', clientId: 'x', data: someData() }),
  externalRef: 'x',
  AML: [],
  LID: [],
  amlCheck: null,
  riskAssessment: null,
  additionalSteps: {},
  clientIp: 'x',
};
const PATHS: readonly (readonly string[])[] = [
  ...Object.keys(FULL).map((field) => [field]),
  ...Object.keys(FULL.status).map((field) => ['status', field]),
  ['status', 'suspicionReasons'],
  ['status', 'denyReasons'],
  ...Object.keys(FULL.data ?? {}).map((field) => ['data', field]),
  [canary],
  ['status', canary],
];

describe.each(['decision', 'data'] as const)('odd values in signed webhooks, with keep: %s', (keep) => {
  const clock = new FakeClock();
  let kyc: KycApp;
  let output: CapturedOutput;

  beforeAll(async () => {
    output = CapturedOutput.start();
    kyc = await KycApp.start({
      options: {
        keep,
        webhooks: { signingKeys: [KEY], adoptUnknown: true, worker: { enabled: false } },
        reconciliation: { enabled: false },
      },
      extras: { replace: [{ provide: IdenfyClock, useValue: clock }] },
    });
  });
  afterAll(async () => {
    await kyc.close();
    output.stop();
  });

  async function deliver(payload: object, eventType?: string | null): Promise<void> {
    const { body, headers } = signWebhook(payload, KEY, eventType === undefined ? {} : { eventType });
    const { status } = await kyc.request('POST', '/idenfy/webhooks', { body, headers });
    expect(status).toBe(200);
  }

  const drain = () => kyc.app.get(IdenfyWorkers).drain();

  /** One session of its own for each webhook, without a paid start each. */
  async function session(clientId: string): Promise<string> {
    await kyc.database.query(
      `with person as (insert into idenfy_client (account, client_id) values ('default', $1))
       insert into idenfy_verification (id, client_id, scan_ref, status, started_by)
       values (gen_random_uuid(), $1, 'scan-of-' || $1, 'ACTIVE', 'test')`,
      [clientId],
    );
    return `scan-of-${clientId}`;
  }

  it('are applied, or visible to staff, and never keep a healthy webhook waiting', async () => {
    const values = fc.sample(odd, { seed: SEED, numRuns: PATHS.length * CASES_OF_A_FIELD });
    const headers = fc.sample(
      fc.constantFrom(
        undefined,
        null,
        'IDENTIFICATION_RESUBMITTED',
        'DOCUMENT_EXPIRATION',
        'FACIAL_AUTHENTICATION',
      ),
      { seed: SEED, numRuns: values.length },
    );
    for (const [index, value] of values.entries()) {
      const clientId = `odd-${keep}-${index}`;
      const scanRef = await session(clientId);
      const path = PATHS[index % PATHS.length] ?? [];
      const whole =
        index % 9 === 8 ? aDocumentExpiration({ scanRef, clientId }) : { ...FULL, scanRef, clientId };
      await deliver(changed(whole, path, value), headers[index]);
      if (index % 50 === 0) {
        const healthy = await session(`healthy-${keep}-${index}`);
        await deliver(aWebhook({ scanRef: healthy, clientId: `healthy-${keep}-${index}` }));
      }
    }
    await drain();

    const healthy = await kyc.database.query(
      `select distinct status, final from idenfy_verification where client_id like 'healthy-%'`,
    );
    expect(healthy).toEqual([{ status: 'APPROVED', final: true }]);

    for (let attempt = 0; attempt < 12; attempt++) {
      await clock.advance(60 * 60_000);
      await drain();
    }
    const open = await kyc.database.query(
      `select state, last_error from idenfy_webhook where state not in ('applied', 'orphan', 'unreadable', 'dead')`,
    );
    expect(open).toEqual([]);
    // the reader leaves nothing that the database does not take
    for (const kind of ['webhook', 'run'] as const)
      expect(await kyc.app.get(DeadLetters).list({ kind })).toEqual([]);
  }, 120_000);

  it('reach neither logs nor errors, nor the table of differences', async () => {
    const orphans = await kyc.app.get(Orphans).list({ limit: 200 });
    const letters = await kyc.app.get(DeadLetters).list({ limit: 200 });
    const errors = await kyc.database.query(
      'select last_error from idenfy_webhook where last_error is not null',
    );
    const notes = await kyc.database.query('select distinct note from idenfy_verification_event');
    const drift = await kyc.database.query<{ account: string }>('select * from idenfy_contract_drift');

    expect(drift.length).toBeGreaterThan(20);
    expect(drift.length).toBeLessThanOrEqual(1_000);
    expect(
      canaries.in(
        JSON.stringify({ orphans: orphans.map(({ reason }) => reason), letters, errors, notes, drift }),
      ),
    ).toEqual([]);
    expect(canaries.in(output.text)).toEqual([]);
  });
});
