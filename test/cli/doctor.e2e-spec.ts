import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { freePort } from '@nestjs-idenfy/local-postgres';
import { idenfyEntities, OnVerification, type VerificationChange } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { commandLine } from '../support/command-line.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { KycApp } from '../support/kyc-app.js';
import { answer, ScriptedServer } from '../support/scripted-server.js';
import {
  CertificateAuthority,
  passedOnTo,
  type ServerIdentity,
  type TlsReply,
  TlsServer,
} from '../support/tls-server.js';
import { hasPgBouncer, PgBouncer } from '../deployment/support/pgbouncer.js';
import { debianPostgres, PostgresServer } from '../deployment/support/postgres-server.js';

interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'failed';
  readonly detail: string;
  readonly hint: string | null;
}

const ENCRYPTION_KEY = `first:${randomBytes(32).toString('base64')}`;
const ROUTE = '/idenfy/webhooks';

let broken = false;

@Injectable()
class Accounts {
  @OnVerification('*', { maxAttempts: 1 })
  follow(_change: VerificationChange) {
    if (broken) throw new Error('the bank is away');
  }
}

let kyc: KycApp;
let healthy: Record<string, string>;

/** Makes all checks, and tells those that are not ok. */
async function examined(variables: Record<string, string> = {}, ...flags: string[]) {
  const { code, out, error } = await commandLine(['doctor', '--json', ...flags], {
    ...healthy,
    ...variables,
  });
  expect(error).toBe('');
  const findings = JSON.parse(out) as Finding[];
  const wrong = findings.filter(({ status }) => status !== 'ok').map(({ check, status }) => [check, status]);
  return { code, findings, wrong: Object.fromEntries(wrong) as Record<string, string> };
}

function finding(findings: readonly Finding[], name: string): Finding | undefined {
  return findings.find(({ check }) => check === name);
}

/** A database of its own for a fault, migrated and empty. */
async function migrated(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const owner = new DataSource({
    type: 'postgres',
    url: database.url,
    entities: idenfyEntities,
    migrations: idenfyMigrations,
    migrationsRun: true,
  });
  await (await owner.initialize()).destroy();
  return database;
}

function nameOf({ url }: TestDatabase): string {
  return new URL(url).pathname.slice(1);
}

beforeAll(async () => {
  kyc = await KycApp.start({
    simulator: { signingKey: 'a-signing-key-of-32-characters-or-more' },
    options: { encryptionKeys: [ENCRYPTION_KEY], reconciliation: { enabled: false } },
    host: { providers: [Accounts] },
  });
  healthy = {
    DATABASE_URL: kyc.database.url,
    IDENFY_API_KEY: kyc.simulator.apiKey,
    IDENFY_API_SECRET: kyc.simulator.apiSecret,
    IDENFY_BASE_URL: kyc.simulator.url,
    IDENFY_WEBHOOK_SIGNING_KEYS: kyc.simulator.signingKey ?? '',
    IDENFY_ENCRYPTION_KEYS: ENCRYPTION_KEY,
  };
  await kyc.started('ada');
});
afterAll(() => kyc.close());

describe('nestjs-idenfy doctor', () => {
  it('finds nothing where all is well, in one line for each check', async () => {
    const { code, out, error } = await commandLine(['doctor'], healthy);

    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(/^ok +database: reachable +PostgreSQL \d+/m);
    expect(out).toMatch(/^ok +handlers: announced +Accounts\.follow$/m);
    expect(
      out
        .trimEnd()
        .split('\n')
        .filter((line) => !line.startsWith('ok ')),
    ).toEqual([]);
    expect(kyc.simulator.requests('/api/v2/token')).toHaveLength(1); // that of the person
  });

  it('says what to do, and fails', async () => {
    const { code, out } = await commandLine(['doctor'], { ...healthy, IDENFY_API_SECRET: 'wrong' });

    expect(code).toBe(1);
    expect(out).toMatch(
      /^failed +iDenfy: credentials +those of default are refused: compare apiKey and apiSecret/m,
    );
  });

  it('has one failed check for each variable that is missing', async () => {
    const { code, out } = await commandLine(['doctor', '--json'], {});
    const failed = (JSON.parse(out) as Finding[]).filter(({ status }) => status !== 'ok');

    expect(code).toBe(1);
    expect(failed.map(({ check, detail }) => [check, detail])).toEqual([
      ['database: reachable', 'DATABASE_URL'],
      ['encryption keys: given', 'IDENFY_API_KEY'],
      ['signing keys: given', 'IDENFY_WEBHOOK_SIGNING_KEYS'],
      ['iDenfy: reachable', 'IDENFY_API_KEY'],
    ]);
  });

  it.each([
    [['now'], "doctor takes no argument 'now'"],
    [['--public-url', 'kyc.example.com'], '--public-url must be the URL'],
    [['--account', 'A B'], '--account must be the name'],
  ])('refuses %j', async (args, message) => {
    const { code, error } = await commandLine(['doctor', ...args], {});

    expect(code).toBe(2);
    expect(error).toContain(message);
  });
});

describe('nestjs-idenfy doctor finds a database that', () => {
  it('cannot be reached', async () => {
    const url = new URL(kyc.database.url);
    url.port = String(await freePort());
    const { code, wrong, findings } = await examined({ DATABASE_URL: url.href });

    expect({ code, wrong }).toEqual({ code: 1, wrong: { 'database: reachable': 'failed' } });
    expect(finding(findings, 'database: reachable')?.detail).toContain('ECONNREFUSED');
    expect(JSON.stringify(findings)).not.toContain(url.password);
  });

  it('was not migrated', async () => {
    const database = await createTestDatabase();
    onTestFinished(() => database.drop());
    const { wrong, findings } = await examined({ DATABASE_URL: database.url });

    expect(wrong).toEqual({ 'database: objects': 'failed' });
    expect(finding(findings, 'database: objects')?.hint).toMatch(
      /^the database lacks the table .*idenfyMigrations/,
    );
  });

  it('grants the role too little', async () => {
    const role = `doctor_${randomBytes(6).toString('hex')}`;
    await kyc.database.query(`create role ${role} login password 'a-password'`);
    onTestFinished(async () => {
      await kyc.database.query(`drop owned by ${role}`);
      await kyc.database.query(`drop role ${role}`);
    });
    await kyc.database.query(`grant select, insert, delete on all tables in schema public to ${role}`);
    const url = new URL(kyc.database.url);
    url.username = role;
    url.password = 'a-password';
    const { wrong, findings } = await examined({ DATABASE_URL: url.href });

    expect(wrong).toMatchObject({ 'database: privileges': 'failed' });
    expect(finding(findings, 'database: privileges')?.hint).toMatch(
      /^the role may not UPDATE in .*grants --role/,
    );
  });

  it('holds bytes that were never encrypted', async () => {
    const database = await migrated();
    await database.query(
      `insert into idenfy_webhook (digest, body) values (sha256('x'), '{"scanRef": "scan-1"}')`,
    );
    const { wrong, findings } = await examined({ DATABASE_URL: database.url });

    expect(wrong).toMatchObject({ 'encryption keys: readable': 'failed' });
    expect(finding(findings, 'encryption keys: readable')?.detail).toMatch(
      /^idenfy_webhook\.body holds bytes/,
    );
  });

  it.each([
    ['DateStyle', 'set DateStyle = German', 'database: settings', 'failed'],
    [
      'a stricter isolation',
      `set default_transaction_isolation = serializable`,
      'database: isolation',
      'warning',
    ],
    ['read-only transactions', 'set default_transaction_read_only = on', 'database: primary', 'failed'],
  ])('has %s by default', async (_, setting, check, status) => {
    const database = await migrated();
    await database.query(`alter database ${nameOf(database)} ${setting}`);
    const { wrong } = await examined({ DATABASE_URL: database.url });

    expect(wrong).toMatchObject({ [check]: status });
  });

  /** Functions of the server, replaced for new connections: they tell what an old or a slow one would tell. */
  it.each([
    [
      'is too old',
      `function shim.current_setting(text) returns text language sql as
         $$ select case when $1 = 'server_version_num' then '130011' else pg_catalog.current_setting($1) end $$`,
      'database: version',
      'failed',
    ],
    [
      'has another time',
      `function shim.clock_timestamp() returns timestamptz language sql as
         $$ select pg_catalog.clock_timestamp() + interval '5 minutes' $$`,
      'database: clock',
      'warning',
    ],
  ])('%s', async (_, definition, check, status) => {
    const database = await migrated();
    await database.query('create schema shim');
    await database.query(`create ${definition}`);
    await database.query(`alter database ${nameOf(database)} set search_path = shim, pg_catalog, public`);
    const { wrong } = await examined({ DATABASE_URL: database.url });

    expect(wrong).toMatchObject({ [check]: status });
  });

  it.skipIf(!hasPgBouncer)('is behind a pooler in transaction mode', async () => {
    const pooler = await PgBouncer.start(new URL(kyc.database.url), 'transaction');
    onTestFinished(() => pooler.stop());
    const through = pooler.through(kyc.database.url);

    expect((await examined({ DATABASE_URL: through })).wrong).toEqual({
      'database: notifications': 'warning',
    });
    expect((await examined({ DATABASE_URL: through, DATABASE_LISTEN_URL: kyc.database.url })).wrong).toEqual(
      {},
    );
  });

  const programs = debianPostgres(15);
  it.skipIf(programs === null)(
    'is a standby',
    async () => {
      const primary = await PostgresServer.start(programs ?? '');
      onTestFinished(() => primary.stop());
      const standby = await primary.standby(0);
      onTestFinished(() => standby.stop());
      const { wrong } = await examined({ DATABASE_URL: standby.url });

      expect(wrong).toMatchObject({ 'database: primary': 'failed' });
    },
    60_000,
  );
});

describe('nestjs-idenfy doctor', () => {
  it.each([
    ['no encryption key', { IDENFY_ENCRYPTION_KEYS: '' }, 'encryption keys: given', 'warning'],
    [
      'an encryption key that is not one',
      { IDENFY_ENCRYPTION_KEYS: 'k:short' },
      'encryption keys: given',
      'failed',
    ],
    [
      'another encryption key',
      { IDENFY_ENCRYPTION_KEYS: `second:${randomBytes(32).toString('base64')}` },
      'encryption keys: readable',
      'failed',
    ],
    [
      'other bytes under the same id',
      { IDENFY_ENCRYPTION_KEYS: `first:${randomBytes(32).toString('base64')}` },
      'encryption keys: readable',
      'failed',
    ],
    ['no signing key', { IDENFY_WEBHOOK_SIGNING_KEYS: '' }, 'signing keys: given', 'failed'],
    ['a short signing key', { IDENFY_WEBHOOK_SIGNING_KEYS: 'secret' }, 'signing keys: length', 'warning'],
  ])('finds %s', async (_, variables, check, status) => {
    expect((await examined(variables)).wrong).toMatchObject({ [check]: status });
  });
});

describe('nestjs-idenfy doctor finds that iDenfy', () => {
  const api = async (...replies: Parameters<typeof answer>) => {
    const server = await ScriptedServer.start();
    onTestFinished(() => server.close());
    server.on('/', answer(...replies));
    return server;
  };

  it('does not answer', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;

    expect((await examined({ IDENFY_BASE_URL: url })).wrong).toEqual({ 'iDenfy: reachable': 'failed' });
  });

  it('fails', async () => {
    const { url } = await api(503);

    expect((await examined({ IDENFY_BASE_URL: url })).wrong).toEqual({ 'iDenfy: reachable': 'failed' });
  });

  it('does not let the account list verifications, so that its credentials are not proved', async () => {
    const server = await api(404);
    server.on('/kyc/identifications/', answer(403, { identifier: 'PERMISSIONS_ERROR', message: 'No.' }));

    expect((await examined({ IDENFY_BASE_URL: server.url })).wrong).toEqual({
      'iDenfy: credentials': 'warning',
    });
  });

  it('has another time', async () => {
    const server = await api(404, '', { date: new Date(Date.now() + 10 * 60_000).toUTCString() });
    server.on('/kyc/identifications/', answer(200, { count: 0, next: null, previous: null, results: [] }));
    const { wrong, findings } = await examined({ IDENFY_BASE_URL: server.url });

    expect(wrong).toEqual({ 'iDenfy: clock': 'warning' });
    expect(finding(findings, 'iDenfy: clock')?.detail).toMatch(/by (59|60)\d s$/);
  });
});

describe('nestjs-idenfy doctor finds a service that', () => {
  it('has a handler that gave up', async () => {
    broken = true;
    const scanRef = await kyc.started('grace');
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();
    broken = false;

    expect((await examined()).wrong).toEqual({ 'handlers: dead letters': 'warning' });
    await kyc.database.query(`delete from idenfy_handler_run where state = 'dead'`);
  });

  it('has a run whose handler is gone, and no handler', async () => {
    const database = await migrated();
    await database.query(`insert into idenfy_handler_run (handler) values ('Gone.open')`);

    expect((await examined({ DATABASE_URL: database.url })).wrong).toEqual({
      'handlers: announced': 'warning',
      'handlers: runs without a handler': 'warning',
    });
  });

  it('has a webhook that no process applies', async () => {
    const database = await migrated();
    await database.query(
      `insert into idenfy_webhook (digest, received_at) values (decode('01', 'hex'), now() - interval '1 hour')`,
    );

    expect((await examined({ DATABASE_URL: database.url })).wrong).toEqual({
      'handlers: announced': 'warning',
      'webhooks: applied': 'failed',
    });
  });

  it('has sessions that should have ended, and no webhook', async () => {
    const database = await createTestDatabase();
    const other = await KycApp.start({
      database,
      options: { encryptionKeys: [ENCRYPTION_KEY], reconciliation: { enabled: false } },
    });
    onTestFinished(() => other.close());
    await other.started('linus');
    const here = { DATABASE_URL: database.url };
    expect((await examined(here)).wrong).toEqual({ 'handlers: announced': 'warning' });

    await database.query(`update idenfy_verification set deadline_at = now() - interval '1 minute'`);
    expect((await examined(here)).wrong).toMatchObject({ 'no webhook: URL not configured': 'failed' });

    await database.query(`update idenfy_verification set attention = '{OVERDUE}'`);
    expect((await examined(here)).wrong).toMatchObject({ 'no webhook: still processing': 'warning' });
  });
});

describe('nestjs-idenfy doctor finds a webhook route that', () => {
  let authority: CertificateAuthority;
  let trusted: ServerIdentity;
  const stored = () => kyc.database.query('select count(*) from idenfy_webhook');

  beforeAll(() => {
    authority = new CertificateAuthority();
    trusted = authority.issue('localhost');
  });
  afterAll(() => authority.remove());

  const served = async (reply: TlsReply, identity = trusted) => {
    const server = await TlsServer.start(identity, reply);
    onTestFinished(() => server.close());
    return server.url;
  };
  const fromOutside = (url: string, variables: Record<string, string> = {}) =>
    examined({ NODE_EXTRA_CA_CERTS: authority.file, ...variables }, '--public-url', url);

  it('works through a proxy that terminates TLS, and stores nothing of the probe', async () => {
    const before = await stored();
    const { code, wrong, findings } = await fromOutside(`${await served(passedOnTo(kyc.url))}${ROUTE}`);

    expect({ code, wrong }).toEqual({ code: 0, wrong: {} });
    expect(findings.filter(({ check }) => check.startsWith('no webhook: '))).toHaveLength(8);
    expect(await stored()).toEqual(before);
  });

  it.each<[string, () => ServerIdentity, string, RegExp]>([
    ['is self-signed', () => authority.selfSigned(), 'failed', /self-signed/],
    [
      'comes without its chain',
      () => authority.issue('unchained', { chain: false }),
      'failed',
      /chain is incomplete/,
    ],
    ['has expired', () => authority.issue('expired', { days: -1 }), 'failed', /expired/],
    [
      'is for another name',
      () => authority.issue('other', { names: 'DNS:other.example' }),
      'failed',
      /another name/,
    ],
    ['ends soon', () => authority.issue('soon', { days: 5 }), 'warning', /ends in 4 days/],
  ])('has a certificate that %s', async (_, identity, status, detail) => {
    const { wrong, findings } = await fromOutside(`${await served(passedOnTo(kyc.url), identity())}${ROUTE}`);

    expect(wrong).toEqual({ 'no webhook: HTTPS certificate': status });
    expect(finding(findings, 'no webhook: HTTPS certificate')?.detail).toMatch(detail);
  });

  it('has a certificate of an authority that is not public', async () => {
    const url = `${await served(passedOnTo(kyc.url))}${ROUTE}`;
    const { wrong } = await examined({}, '--public-url', url);

    expect(wrong).toEqual({ 'no webhook: HTTPS certificate': 'failed' });
  });

  it('is not served over HTTPS', async () => {
    const { wrong } = await fromOutside(`${kyc.url}${ROUTE}`);

    expect(wrong).toEqual({ 'no webhook: HTTPS certificate': 'failed' });
  });

  it('cannot be reached: neither the port nor the name', async () => {
    const closed = await fromOutside(`https://localhost:${await freePort()}${ROUTE}`);
    const unknown = await fromOutside(`https://kyc.invalid${ROUTE}`);

    expect(closed.wrong).toEqual({ 'no webhook: firewall': 'failed' });
    expect(finding(closed.findings, 'no webhook: firewall')?.detail).toContain('ECONNREFUSED');
    expect(unknown.wrong).toEqual({ 'no webhook: firewall': 'failed' });
  });

  it.each<[string, TlsReply, Record<string, string>]>([
    [
      'is behind a firewall that refuses this machine',
      (_request, _body, response) => response.writeHead(403).end(),
      { 'no webhook: firewall': 'failed' },
    ],
    [
      'redirects',
      (_request, _body, response) => response.writeHead(308, { location: 'https://www.example.com/' }).end(),
      { 'no webhook: redirect': 'failed' },
    ],
    [
      'is broken',
      (_request, _body, response) => response.writeHead(500).end(),
      { 'no webhook: signature': 'failed', 'no webhook: answer other than 2xx': 'failed' },
    ],
    [
      'belongs to another server, which accepts everything',
      (_request, _body, response) => response.writeHead(200).end(),
      { 'no webhook: signature': 'failed' },
    ],
  ])('%s', async (_, reply, wrong) => {
    expect((await fromOutside(`${await served(reply)}${ROUTE}`)).wrong).toEqual(wrong);
  });

  it('is behind a proxy that writes JSON anew', async () => {
    const rewritten = (body: Buffer) => Buffer.from(JSON.stringify(JSON.parse(body.toString())));
    const { wrong } = await fromOutside(`${await served(passedOnTo(kyc.url, rewritten))}${ROUTE}`);

    expect(wrong).toEqual({ 'no webhook: changed body': 'failed' });
  });

  it('has another path, or another signing key', async () => {
    const url = await served(passedOnTo(kyc.url));
    const elsewhere = await fromOutside(`${url}/webhooks`);
    const otherKey = await fromOutside(`${url}${ROUTE}`, {
      IDENFY_WEBHOOK_SIGNING_KEYS: 'a-signing-key-of-another-service-here',
    });

    expect(elsewhere.wrong).toEqual({
      'no webhook: signature': 'failed',
      'no webhook: answer other than 2xx': 'failed',
    });
    expect(otherKey.wrong).toEqual({ 'no webhook: answer other than 2xx': 'failed' });
  });

  it('is not examined with a signature where no key is given', async () => {
    const url = `${await served(passedOnTo(kyc.url))}${ROUTE}`;

    expect((await fromOutside(url, { IDENFY_WEBHOOK_SIGNING_KEYS: '' })).wrong).toEqual({
      'signing keys: given': 'failed',
      'no webhook: answer other than 2xx': 'warning',
    });
  });
});
