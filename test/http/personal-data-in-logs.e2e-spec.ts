import { inspect } from 'node:util';
import { ConsoleLogger, Injectable } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { TerminusModule } from '@nestjs/terminus';
import {
  type DecisionMade,
  IdenfyClock,
  IdenfyVerifications,
  type IdenfyWebhookReceived,
  OnDecision,
  OnIdenfyWebhook,
  OnVerification,
  OverdueSweep,
  type VerificationChange,
} from 'nestjs-idenfy';
import { IdenfyHealthIndicator } from 'nestjs-idenfy/health';
import { IdenfyMetricsModule } from 'nestjs-idenfy/metrics';
import { aWebhook, sampleJpeg, signWebhook, someData } from 'nestjs-idenfy/testing';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Canaries } from '../support/canaries.js';
import { CapturedOutput } from '../support/captured-output.js';
import { EventStream } from '../support/event-stream.js';
import { type Answer, KycApp } from '../support/kyc-app.js';
import { ShiftableClock } from '../support/shiftable-clock.js';

const canaries = new Canaries();
const name = canaries.add('name', 'Canaryname Ofsomebody');
const documentNumber = canaries.add('document', 'CANARYDOC4711');
const picture = canaries.add('picture');
const why = canaries.add('reason');
const bearer = canaries.add('bearer');
const signingKey = canaries.add('signing-key');
const retiredKey = canaries.add('retired-signing-key');
const apiKey = canaries.add('api-key');
const apiSecret = canaries.add('api-secret');
canaries.add('authorization', Buffer.from(`${apiKey}:${apiSecret}`).toString('base64'));
const encryptionKey = canaries.add(
  'encryption-key',
  Buffer.from('canary-key-of-exactly-32-bytes-!').toString('base64'),
);
canaries.add('encryption-key-bytes', 'canary-key-of-exactly-32-bytes-!');

const personal = {
  firstName: name,
  lastName: name,
  documentNumber,
  dateOfBirth: '1990-01-31',
  address: name,
  nationality: 'LT',
};
const data = someData({ docFirstName: name, docNumber: documentNumber, fullName: name, address: name });
const photo = Buffer.concat([sampleJpeg(), Buffer.from(picture)]);

/** Handlers that let slip whatever they were told, each in another way. */
@Injectable()
class Indiscreet {
  @OnVerification('*', { maxAttempts: 2 })
  throwsWords({ verification }: VerificationChange) {
    throw new Error(`${name} of ${verification.clientId} was ${documentNumber}`);
  }

  @OnIdenfyWebhook('*', { maxAttempts: 2 })
  throwsTheCallback({ payload }: IdenfyWebhookReceived) {
    throw Object.assign(new Error('failed', { cause: payload }), { payload });
  }

  @OnDecision({ maxAttempts: 1 })
  throwsNoError(decision: DecisionMade) {
    const thrown: unknown = { decision, name };
    throw thrown;
  }
}

/** Keeps aside what handlers threw, which is the host's to see; every other argument is printed. */
class HostLogger extends ConsoleLogger {
  readonly thrown: unknown[] = [];

  constructor() {
    super({ logLevels: ['verbose', 'debug', 'log', 'warn', 'error', 'fatal'] });
  }

  override error(message: unknown, ...rest: unknown[]): void {
    const [error, context] = rest;
    const isFailure = context === 'IdenfyHandlers' && /^\S+ failed \(attempt /.test(String(message));
    if (!isFailure || rest.length !== 2) return super.error(message, ...rest);
    this.thrown.push(error);
    super.error(message, context);
  }
}

const FAULTS = [
  { status: 400, body: { identifier: 'BAD_VALUE', message: `${name} is no name, ${bearer} no token` } },
  { status: 400, body: { identifier: name, message: name, key: name } },
  { status: 401, body: { message: `${apiKey} and ${apiSecret} do not fit` } },
  { status: 404, body: { identifier: 'NOT_FOUND', message: name } },
  { status: 409, body: { message: `${name} has a session` } },
  { status: 422, body: `<html>${name}</html>` },
  { status: 429, body: { message: name }, headers: { 'retry-after': '3600' } },
  { status: 500, body: `<html>${name} ${apiSecret}</html>` },
  { status: 503, body: { message: name } },
  { status: 302, headers: { location: `https://example.com/?secret=${encodeURIComponent(apiSecret)}` } },
  { status: 200, body: `${name} is no JSON` },
  {
    status: 200,
    body: { surprise: name, scanRef: 7, FRONT: `https://${documentNumber}.internal/`, file: name },
  },
  { cut: 'before' },
  { cut: 'after' },
  { delayMs: 400 },
] as const;

describe.each(['express', 'fastify'] as const)('secrets and personal data do not leak, on %s', (adapter) => {
  const registry = new Registry();
  const clock = new ShiftableClock();
  const logger = new HostLogger();
  let kyc: KycApp;
  let output: CapturedOutput;
  /** Answers in which no canary may stand: refusals, and whatever does not hand out data or tokens. */
  const answers: { what: string; answer: Answer }[] = [];

  const ask = async (method: string, path: string, caller?: string, body?: unknown, headers = {}) => {
    const answer = await kyc.request(method, path, {
      ...(caller !== undefined && { caller }),
      body,
      headers: { authorization: `Bearer ${bearer}`, cookie: `session=${bearer}`, ...headers },
    });
    const handsOut =
      answer.status < 300 &&
      /verifications$|\/(data|claims|evidence|export|files\/\w+|report)(\?|$)/.test(path);
    if (!handsOut) answers.push({ what: `${method} ${path} as ${caller ?? 'nobody'}`, answer });
    const { authToken } = answer.body;
    if (typeof authToken === 'string') canaries.add('token', authToken);
    return answer;
  };
  const start = async (clientId: string) => {
    const started = await ask('POST', '/idenfy/verifications', 'staff:mary', { clientId, ...personal });
    expect(started).toMatchObject({ status: 201 });
    return String(started.body['scanRef']);
  };
  const deliver = (payload: object | string, key = signingKey, headers: Record<string, string> = {}) => {
    const signed = signWebhook(payload, key, { eventType: 'IDENTIFICATION' });
    return ask('POST', '/idenfy/webhooks', undefined, signed.body, { ...signed.headers, ...headers });
  };
  const finish = async (scanRef: string, clientId: string, overall: 'APPROVED' | 'SUSPECTED' | 'DENIED') => {
    await deliver(aWebhook({ scanRef, clientId, overall, data }));
    await kyc.settled();
  };

  beforeAll(async () => {
    output = CapturedOutput.start();
    kyc = await KycApp.start({
      adapter,
      talkative: true,
      simulator: { apiKey, apiSecret, signingKey },
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
      configure: (app) => app.useLogger(logger),
      host: {
        imports: [TerminusModule, IdenfyMetricsModule.forRoot({ registry })],
        providers: [Indiscreet, IdenfyHealthIndicator],
      },
      options: {
        keep: 'data',
        encryptionKeys: [`canary:${encryptionKey}`],
        webhooks: { signingKeys: [signingKey, retiredKey] },
        handlers: { retryDelayMs: 0 },
        debug: true,
        http: {
          tryTimeoutMs: 200,
          maxRetries: 1,
          retryDelayMs: 1,
          circuit: { minimumOperations: 100_000 },
        },
        limits: { startsPerDay: 100_000 },
      },
    });
    // the simulator's own webhooks know no canary; those of this test do
    kyc.simulator.webhookUrl = undefined;
  });
  afterAll(async () => {
    await kyc.close();
    output.stop();
  });

  it('while everything goes well', async () => {
    const scanRef = await start('ada');
    await ask('POST', '/idenfy/verifications', 'ada', {});
    kyc.simulator.outcome(scanRef, { overall: 'SUSPECTED' });
    await finish(scanRef, 'ada', 'SUSPECTED');
    const path = `/idenfy/verifications/${scanRef}`;
    for (const route of ['', '/history', '/files', '/files/FRONT', '/report']) {
      expect((await ask('GET', path + route, 'staff:mary')).status).toBe(200);
    }
    expect((await ask('GET', `${path}/data`, 'staff:mary')).text).toContain(documentNumber);
    await ask('GET', path, 'ada');
    await ask('GET', '/idenfy/verifications?limit=5', 'staff:mary');
    await ask('GET', '/idenfy/clients/ada', 'staff:mary');
    await ask('GET', '/idenfy/clients/me', 'ada');
    const stream = await EventStream.open(`${kyc.url}${path}/events`, { 'x-caller': 'ada' });
    expect(canaries.in(JSON.stringify(await stream.next()))).toEqual([]);
    stream.leave();
    await ask('POST', `${path}/refresh`, 'staff:mary');
    await ask('POST', `${path}/decision`, 'staff:mary', { decision: 'ACCEPTED', reason: 'seen in person' });
    await kyc.settled();
    await ask('DELETE', path, 'staff:mary');
    await ask('GET', `${path}/erasure`, 'staff:mary');
    await ask('GET', '/idenfy/audit?limit=100', 'staff:mary');
  });

  it('while staff decide', async () => {
    const scanRef = await start('hugo');
    await finish(scanRef, 'hugo', 'SUSPECTED');
    const decided = await kyc.request('POST', `/idenfy/verifications/${scanRef}/decision`, {
      caller: 'staff:mary',
      body: { decision: 'REJECTED', reason: why },
    });
    expect(decided.body).toMatchObject({ decisionReason: why });
    await kyc.settled();
  });

  it('while images are uploaded', async () => {
    for (const [person, images] of [
      ['grace', { FRONT: photo.toString('base64'), FACE: photo.toString('base64') }],
      ['tim', { FRONT: photo.toString('base64'), FACE: `${picture}!` }],
      ['kim', { FRONT: Buffer.from(picture.repeat(9)).toString('base64') }],
    ] as const) {
      const path = `/idenfy/verifications/${await start(person)}/documents`;
      const sent = await ask('POST', path, person, { country: 'LT', documentType: 'PASSPORT', images });
      expect(sent.status).toBe(person === 'grace' ? 202 : 400);
      await ask('POST', path, person, `{"images":{"FRONT":"${picture}`);
      await ask('POST', path, person, `--x\r\ncontent-disposition: form-data; name="FRONT"; ${picture}`, {
        'content-type': 'multipart/form-data; boundary=x',
      });
      const form = new FormData();
      form.set('country', name);
      form.set('FRONT', new Blob([photo]), name);
      await ask('POST', path, person, form);
    }
  });

  it('while callers send invalid requests', async () => {
    const scanRef = await start('bob');
    const paths = Object.entries(openApi().paths);
    for (const [template, methods] of paths) {
      const path = template
        .replace('{scanRef}', scanRef)
        .replace('{clientId}', 'bob')
        .replace(/\{\w+\}/, documentNumber);
      for (const method of Object.keys(methods).filter((one) => one !== 'delete')) {
        if (path.endsWith('/events')) continue;
        for (const caller of [undefined, 'bob', 'eve', 'staff:mary']) {
          await ask(
            method.toUpperCase(),
            `${path}?status=${name}&cursor=${name}`,
            caller,
            body(method, name),
          );
          await ask(
            method.toUpperCase(),
            path,
            caller,
            body(method, { locale: name, clientId: name, reason: name }),
          );
        }
        await ask(method.toUpperCase(), path, 'staff:mary', body(method, `{"broken": "${name}`), {
          'x-access-reason': 'x'.repeat(300),
        });
      }
    }
  });

  it('while forged and malformed webhooks arrive', async () => {
    const scanRef = await start('carol');
    const payload = aWebhook({ scanRef, clientId: 'carol', data });
    await deliver(payload, 'not-the-key');
    await deliver(payload, signingKey, { 'Idenfy-Signature': name });
    await deliver(payload, signingKey, { 'Idenfy-Event-Type': 'IDENTIFICATION_EXPIRED' });
    await deliver(`${name} is no JSON`);
    await deliver({ [name]: name });
    await deliver({ ...payload, scanRef: { name }, status: name });
    await deliver(aWebhook({ scanRef, clientId: name, data }));
    await deliver(aWebhook({ clientId: 'nobody', data }));
    await deliver(aWebhook({ scanRef, clientId: 'carol', overall: 'DENIED', data }));
    await kyc.settled();
  });

  it('while iDenfy fails in every way', async () => {
    const scanRef = await start('dave');
    await finish(scanRef, 'dave', 'APPROVED');
    await kyc.database.query('update idenfy_verification set personal_data = null');
    const path = `/idenfy/verifications/${scanRef}`;
    for (const [index, fault] of FAULTS.entries()) {
      kyc.simulator.clearFaults();
      kyc.simulator.fault({ path: '/*', count: 10_000, ...fault });
      clock.shift(11);
      await ask('POST', '/idenfy/verifications', 'staff:mary', { clientId: `erin-${index}`, ...personal });
      for (const route of ['/data', '/files', '/files/FRONT', '/report']) {
        await ask('GET', path + route, 'staff:mary');
      }
      await ask('POST', `${path}/refresh`, 'staff:mary');
      await ask('DELETE', `/idenfy/verifications/${await waiting(index)}`, 'staff:mary');
    }
    kyc.simulator.clearFaults();
  });

  it('while the database fails', async () => {
    const scanRef = await start('fred');
    for (const table of ['idenfy_verification', 'idenfy_webhook', 'idenfy_access', 'idenfy_handler_run']) {
      await kyc.database.query(`alter table ${table} rename to away`);
      await ask('POST', '/idenfy/verifications', 'staff:mary', { clientId: 'gina', ...personal });
      await ask('GET', `/idenfy/verifications/${scanRef}/data`, 'staff:mary');
      await deliver(aWebhook({ scanRef, clientId: 'fred', data }));
      await kyc.settled().catch(() => undefined);
      await kyc.database.query(`alter table away rename to ${table}`);
    }
    await kyc.settled();
  });

  it('while the host logs the objects it is given', async () => {
    const started = await kyc.app.get(IdenfyVerifications).start({
      clientId: 'henry',
      actor: { kind: 'system', id: 'host' },
    });
    canaries.add('token', started.authToken);

    expect(canaries.in(inspect(started, { depth: 9 }))).toEqual([]);
    const ours = [...kyc.app.get(ModulesContainer).values()]
      .filter(({ metatype }) => metatype.name === 'IdenfyModule')
      .flatMap(({ providers }) => [...providers.values()])
      .filter(({ token }) => typeof token === 'function' && token.name !== 'DataSource');
    expect(ours.length).toBeGreaterThan(40);
    for (const { token, instance } of ours) {
      expect(canaries.in(inspect(instance, { depth: 3 })), String(token)).toEqual([]);
    }
  });

  it('into refusals, or into answers meant for others', () => {
    expect(answers.length).toBeGreaterThan(150);
    for (const { what, answer } of answers) {
      const { status, text, headers } = answer;
      const leaked = canaries.in(`${text} ${JSON.stringify([...headers])}`);
      expect({ what, status, leaked }).toEqual({ what, status, leaked: [] });
    }
  });

  it('into metrics, health or the OpenAPI document', async () => {
    const health = kyc.app.get(IdenfyHealthIndicator);
    const checks = [
      await health.reachable('idenfy'),
      await health.circuit('circuit'),
      await health.inbox('inbox'),
      await health.signingKeys('keys'),
    ];
    const metrics = await registry.metrics();

    expect(metrics).toContain('idenfy_requests_total');
    expect(canaries.in(metrics)).toEqual([]);
    expect(canaries.in(JSON.stringify(checks))).toEqual([]);
    expect(canaries.in(JSON.stringify(openApi()))).toEqual([]);
  });

  it('into the database as plain text', async () => {
    const tables = await kyc.database.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'public'`,
    );
    for (const table of tables) {
      const rows = await kyc.database.query<{ row: string }>(`select t::text as row from ${table.name} t`);
      expect(canaries.in(rows.map(({ row }) => row).join('\n')), table.name).toEqual([]);
    }
  });

  it('into a log at the level debug, except in what handlers of the host threw', async () => {
    await kyc.app.get(OverdueSweep).run();
    const { text } = output;
    expect(text).toContain('query: ');
    for (const step of ['Stored', 'Claimed', 'Applied', 'Calling', 'Settled', 'Looked up', 'Swept']) {
      expect(text).toMatch(new RegExp(`DEBUG.*${step} `));
    }
    expect(canaries.in(inspect(logger.thrown, { depth: 5 }))).not.toEqual([]);
    const leaks = text.split('\n').filter((line) => canaries.in(line).length > 0);
    expect(leaks.map((line) => `${canaries.in(line).join()}: ${line.slice(0, 600)}`)).toEqual([]);
  });

  const openApi = () => SwaggerModule.createDocument(kyc.app, new DocumentBuilder().build());
  const body = (method: string, content: unknown) => (method === 'get' ? undefined : content);

  /** A session whose erasure has not been asked for. */
  async function waiting(index: number): Promise<string> {
    kyc.simulator.clearFaults();
    const scanRef = await start(`ina-${index}`);
    const fault = FAULTS[index];
    if (fault) kyc.simulator.fault({ path: '/*', count: 10_000, ...fault });
    return scanRef;
  }
});
