import { DOCUMENT_RESULTS, FACE_RESULTS, FRAUD_TAGS } from '@nestjs-idenfy/contract';
import { IdenfySimulator, type SimulatedOutcome } from '@nestjs-idenfy/simulator';
import { ContractDrift } from 'nestjs-idenfy';
import { aDocumentExpiration, aWebhook, FakeClock, someData } from 'nestjs-idenfy/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandLine } from '../support/command-line.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { KycApp } from '../support/kyc-app.js';
import { Partner } from '../support/partner.js';
import { Replica } from '../support/replica.js';

const EVERY_CHECK = {
  questionnaire: 'onboarding',
  address: '1 Example Street',
  utilityBill: true,
  ...Object.fromEntries(
    [
      'verifyEmail',
      'verifyPhone',
      'verifyBank',
      'bankCardVerification',
      'verifyAddress',
      'checkAml',
      'checkCriminal',
      'checkDriverLicense',
      'checkLid',
    ].map((field) => [field, true]),
  ),
};

let database: TestDatabase;
let replica: Replica;
const clock = new FakeClock();

beforeEach(async () => {
  database = await createTestDatabase();
  replica = await Replica.start(database, { clock });
});
afterEach(async () => {
  await replica.close();
  await database.drop();
});

const drift = () =>
  database.query<{ kind: string; path: string; found: string; seen: string }>(
    'select kind, path, found, seen from idenfy_contract_drift order by kind, path, found',
  );

async function applied(clientId: string, fields: object, eventType?: string): Promise<void> {
  const scanRef = `scan-of-${clientId}`;
  await replica.session(clientId);
  await replica.deliver({ ...aWebhook({ scanRef, clientId, data: someData() }), ...fields }, eventType);
  await replica.drain();
}

describe('what iDenfy sends and the contract does not know', () => {
  it('is counted: fields, values and types, by their path', async () => {
    const fields = {
      newField: 'Ada Lovelace',
      'Ada Lovelace': 1,
      riskAssessment: { riskScore: 'high', riskLevel: 'EXTREME', 'Ada Lovelace': { of: 'London' } },
      additionalSteps: { 'Ada Lovelace': 'INVENTED' },
      status: { overall: 'APPROVED', fraudTags: ['NEW_TAG', 'Ada Lovelace', FRAUD_TAGS[0]], invented: null },
    };
    await applied('ada', fields, 'IDENTIFICATION_INVENTED');
    await applied('grace', fields);

    const twice = { seen: '2' };
    expect(await drift()).toMatchObject([
      { kind: 'FIELD', path: '*', found: '', ...twice },
      { kind: 'FIELD', path: 'newField', found: '', ...twice },
      { kind: 'FIELD', path: 'riskAssessment.*', found: '', ...twice },
      { kind: 'FIELD', path: 'status.invented', found: '', ...twice },
      { kind: 'TYPE', path: 'riskAssessment.riskScore', found: 'string', ...twice },
      { kind: 'VALUE', path: 'Idenfy-Event-Type', found: 'IDENTIFICATION_INVENTED', seen: '1' },
      { kind: 'VALUE', path: 'additionalSteps.*', found: 'INVENTED', ...twice },
      { kind: 'VALUE', path: 'riskAssessment.riskLevel', found: 'EXTREME', ...twice },
      { kind: 'VALUE', path: 'status.fraudTags[]', found: '', ...twice },
      { kind: 'VALUE', path: 'status.fraudTags[]', found: 'NEW_TAG', ...twice },
    ]);
  });

  it('keeps the first time, and moves the last', async () => {
    await applied('ada', { newField: 1 });
    const [first] = await replica.app.get(ContractDrift).list();
    await clock.advance(60_000);
    await applied('grace', { newField: 2 });

    const [again] = await replica.app.get(ContractDrift).list();
    expect(again).toMatchObject({
      kind: 'FIELD',
      path: 'newField',
      found: null,
      seen: 2,
      firstSeenAt: first?.firstSeenAt,
    });
    expect(again?.lastSeenAt.getTime()).toBe((first?.lastSeenAt.getTime() ?? 0) + 60_000);
  });

  it('has at most 1,000 rows for an account, and those go on being counted', async () => {
    for (const part of [0, 1, 2]) {
      for (let webhook = 0; webhook < 5; webhook++) {
        const names = Array.from({ length: 90 }, (_, n) => [`field_${part}_${webhook}_${n}`, 1]);
        await applied(`ada-${part}-${webhook}`, Object.fromEntries(names));
      }
    }
    await applied('again', { field_0_0_0: 1 });

    expect(await drift()).toHaveLength(1_000);
    expect((await drift()).find(({ path }) => path === 'field_0_0_0')).toMatchObject({ seen: '2' });
  });

  it('is nothing in a document that expires or a face, and nothing that is null or empty', async () => {
    await replica.deliver(aDocumentExpiration({ scanRef: await replica.session('ada'), clientId: 'ada' }));
    const face = {
      id: 'cf1c1c5c-2d1e-4b43-9c59-6b37f0b0a3bd',
      scanRef: null,
      clientId: 'ada',
      status: 'SUCCESS',
    };
    await replica.deliver(face, null);
    await replica.deliver({ ...face, status: 'Failed', riskTags: [] }, 'FACIAL_AUTHENTICATION');
    await applied('grace', { platform: null, companyId: '', clientIp: '' });

    expect(await drift()).toEqual([]);
  });

  it.each([...FACE_RESULTS, ...DOCUMENT_RESULTS])(
    'is nothing in the documented result %s',
    async (result) => {
      const side = FACE_RESULTS.some((face) => face === result) ? 'Face' : 'Document';
      await applied('ada', {
        status: { overall: 'DENIED', [`auto${side}`]: result, [`manual${side}`]: result },
      });

      expect(await drift()).toEqual([]);
    },
  );

  it.each(['documented-samples', 'strict-openapi'] as const)(
    'is nothing in what the simulator sends, in the profile %s',
    async (profile) => {
      const simulator = await IdenfySimulator.start({ port: 0, profile });
      const partner = new Partner(simulator);
      const outcomes: readonly SimulatedOutcome[] = [
        { overall: 'APPROVED' },
        { overall: 'DENIED', autoFace: 'FAKE_FACE' },
        { overall: 'SUSPECTED', checks: { aml: 'PEP' } },
        { overall: 'REVIEWING' },
        { overall: 'EXPIRED' },
      ];
      for (const outcome of outcomes) {
        const { scanRef } = await partner.session(EVERY_CHECK);
        simulator.outcome(scanRef, outcome);
        const body = simulator.webhooks().at(-1)?.body;
        await replica.deliver(JSON.stringify(body));
      }
      await replica.drain();
      await clock.advance(11 * 60_000);
      await replica.drain();
      await simulator.close();

      expect(await drift()).toEqual([]);
    },
  );

  it('is listed by the command line', async () => {
    const env = { DATABASE_URL: database.url };
    expect(await commandLine(['drift'], env)).toEqual({ code: 0, out: 'No drift.\n', error: '' });
    await applied('ada', { newField: 1 });

    const { out } = await commandLine(['drift'], env);
    expect(out).toMatch(
      /^ID +ACCOUNT +KIND +PATH +FOUND +SEEN +FIRST +LAST\n\d+ +default +FIELD +newField +- +1 +\S+Z +\S+Z\n$/,
    );
    const json = await commandLine(['drift', '--json', '--account', 'default'], env);
    expect(JSON.parse(json.out)).toMatchObject([{ account: 'default', kind: 'FIELD', path: 'newField' }]);
    expect((await commandLine(['drift', '--account', 'eu'], env)).out).toBe('No drift.\n');
    expect(await commandLine(['drift', 'x'], env)).toMatchObject({ code: 2, out: '' });
    expect(await commandLine(['drift', '--limit', '0'], env)).toMatchObject({ code: 2 });
  });
});

describe.each(['express', 'fastify'] as const)('the list of differences over HTTP, on %s', (adapter) => {
  it('is for staff who may operate, by pages', async () => {
    const kyc = await KycApp.start({ adapter });
    await kyc.database.query(
      `insert into idenfy_contract_drift (kind, path, found, seen) values ('FIELD', 'a', '', 7), ('VALUE', 'b', 'X', 1)`,
    );
    const ask = (query: string, caller: string) =>
      kyc.request<{ items: object[]; nextCursor: string | null }>('GET', `/idenfy/contract-drift${query}`, {
        caller,
      });

    const { body } = await ask('?limit=1', 'staff:grace');
    expect(body).toMatchObject({ items: [{ kind: 'VALUE', path: 'b', found: 'X', seen: 1 }] });
    expect((await ask(`?cursor=${body.nextCursor}`, 'staff:grace')).body).toMatchObject({
      items: [{ account: 'default', kind: 'FIELD', path: 'a', found: null, seen: 7 }],
      nextCursor: null,
    });
    expect((await ask('', 'ada')).status).toBe(403);
    expect((await ask('?cursor=x', 'staff:grace')).body).toMatchObject({ statusCode: 400, field: 'cursor' });
    await kyc.close();
  });
});
