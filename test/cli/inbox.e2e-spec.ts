import { Injectable } from '@nestjs/common';
import { idenfyEntities, OnVerification, type VerificationChange } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { aWebhook } from 'nestjs-idenfy/testing';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from '../support/command-line.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Replica } from '../support/replica.js';

let database: TestDatabase;
const KEYS = {
  IDENFY_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
  IDENFY_HASH_KEY: Buffer.alloc(32, 2).toString('base64'),
  IDENFY_AUDIT_KEYS: `a1:${Buffer.alloc(32, 3).toString('base64')}`,
};
const inbox = (...args: string[]) => commandLine(['inbox', ...args], { DATABASE_URL: database.url, ...KEYS });
const found = async (...args: string[]) =>
  JSON.parse((await inbox(...args, '--json')).out) as Record<string, unknown>[];

const audit = () =>
  database.query(
    'select staff_id, action, detail, reason_digest is not null as has_reason from idenfy_access order by id',
  );

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('nestjs-idenfy inbox', () => {
  let replica: Replica;
  let broken = true;
  const opened: string[] = [];

  @Injectable()
  class Accounts {
    @OnVerification('APPROVED', { maxAttempts: 1 })
    open({ verification }: VerificationChange) {
      if (broken) throw new Error('the bank is away');
      opened.push(verification.clientId);
    }
  }

  beforeAll(async () => {
    replica = await Replica.start(database, { handlers: [Accounts] });
    for (const clientId of ['ada', 'grace', 'linus']) {
      const scanRef = await replica.session(clientId);
      await replica.deliver(aWebhook({ scanRef, clientId }));
      await replica.drain();
    }
    await replica.deliver('"no webhook"', 'SENT\u00adBY NOBODY');
    await replica.drain();
  });
  afterAll(() => replica.close());

  it('lists dead letters as a table, or as pages of JSON', async () => {
    const { code, out, error } = await inbox('list', '--kind', 'run', '--limit', '2');
    const [head = '', ...rows] = out.trimEnd().split('\n');

    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(head).toMatch(/^ID +GIVEN UP +HANDLER +ACCOUNT +SCANREF +CHANGE +ATTEMPTS +ERROR$/);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(
      /^run-\d+ +\S+Z +Accounts\.open +default +scan-of-linus +ACTIVE to APPROVED +1 +Error$/,
    );
    const [, last] = await found('list', '--kind', 'run', '--limit', '2');
    expect(await found('list', '--kind', 'run', '--before', String(last?.['id']))).toMatchObject([
      { scanRef: 'scan-of-ada' },
    ]);
    expect(await found('list', '--handler', 'Unknown.handler')).toEqual([]);
    expect((await inbox('list', '--account', 'eu')).out).toBe('No dead letters.\n');
  });

  it('shows one dead letter', async () => {
    const [letter] = await found('list', '--kind', 'run');

    const { out } = await inbox('show', String(letter?.['id']));

    expect(out).toMatch(/^handler +Accounts\.open$/m);
    expect(out).toMatch(/^change +ACTIVE to APPROVED$/m);
    expect(await found('show', String(letter?.['id']))).toEqual(letter);
    expect(await inbox('show', 'run-999999')).toEqual({
      code: 1,
      out: '',
      error: 'nestjs-idenfy: There is no such dead letter.\n',
    });
  });

  it('retries one dead letter and records who did it and why', async () => {
    const [letter] = await found('list', '--kind', 'run');
    const id = String(letter?.['id']);
    broken = false;

    const retried = await inbox('retry', id, '--reason', 'the bank is back', '--by', 'mary');
    await replica.drain();

    expect(retried).toMatchObject({ code: 0, error: '' });
    expect(retried.out).toMatch(/^1 dead letter will be retried/);
    expect(opened).toEqual(['linus']);
    expect(
      await database.query('select retried_by, retry_reason from idenfy_handler_run where id = $1', [
        id.replace('run-', ''),
      ]),
    ).toEqual([{ retried_by: 'mary', retry_reason: 'the bank is back' }]);
    expect(await audit()).toEqual([
      { staff_id: 'mary', action: 'HANDLER_RETRY', detail: id.replace('-', ' '), has_reason: true },
    ]);
    expect((await inbox('retry', id, '--reason', 'again')).code).toBe(1);
  });

  it('retries all dead letters since a given time', async () => {
    const [newest] = await found('list', '--kind', 'run');
    const since = String(newest?.['deadAt']);

    const args = ['--since', since, '--reason', 'fixed', '--by', 'otto'];
    expect(await found('retry-all', ...args)).toEqual({ retried: 1 });
    await replica.drain();
    expect((await audit()).at(-1)).toMatchObject({ staff_id: 'otto', detail: `since ${since}` });

    expect(opened).toEqual(['linus', 'grace']);
    expect(await found('list', '--kind', 'run')).toHaveLength(1);
    expect(await found('list')).toMatchObject([{ kind: 'orphan' }, { kind: 'run' }]);
  });

  it('retries nothing when the history cannot be written', async () => {
    const [letter] = await found('list', '--kind', 'run');
    await database.query(`alter table idenfy_access add constraint away check (staff_id <> 'eve')`);

    const { code } = await inbox('retry', String(letter?.['id']), '--reason', 'fixed', '--by', 'eve');

    expect(code).toBe(1);
    expect(await found('list', '--kind', 'run')).toEqual([letter]);
  });

  it('makes what waits for its next attempt due now, and records who did it and why', async () => {
    await database.query(
      `insert into idenfy_webhook (digest, state, next_try_at, attempts) values
         ('\\x01', 'received', now() + interval '50 minutes', 7), ('\\x02', 'waiting', now() + interval '1 minute', 1)`,
    );
    await database.query(
      `insert into idenfy_handler_run (handler, verification_id, next_try_at, attempts, leased_until)
       select h.name, v.id, now() + interval '1 hour', 3, h.leased_until
         from (values ('Other.waits', null::timestamptz), ('Other.runs', now() + interval '1 hour')) h(name, leased_until),
              (select id from idenfy_verification limit 1) v`,
    );

    const args = ['--reason', 'the key is back', '--by', 'mary'];
    expect(await found('try', '--account', 'eu', ...args)).toEqual({ webhooks: 0, runs: 0 });
    expect((await inbox('try', ...args)).out).toBe(
      '2 webhooks and 1 handler call will be tried: the running service takes them now.\n',
    );

    expect(
      await database.query(`select handler, attempts from idenfy_handler_run where next_try_at > now()`),
    ).toEqual([{ handler: 'Other.runs', attempts: 3 }]);
    expect(
      await database.query(`select count(*)::int as later from idenfy_webhook where next_try_at > now()`),
    ).toEqual([{ later: 0 }]);
    expect((await audit()).at(-1)).toEqual({
      staff_id: 'mary',
      action: 'INBOX_TRY',
      detail: 'webhooks 2, runs 1',
      has_reason: true,
    });
  });

  it('lists the handlers that processes announced, and the names of runs that none announced', async () => {
    expect(await found('handlers')).toMatchObject([
      {
        name: 'Accounts.open',
        kind: 'verification',
        filter: ['APPROVED'],
        since: expect.stringMatching(/Z$/),
        until: expect.stringMatching(/Z$/),
        getsRuns: true,
        pending: 0,
        dead: 1,
      },
      { name: 'Other.runs', kind: null, filter: null, since: null, until: null, getsRuns: false, pending: 1 },
      { name: 'Other.waits', kind: null, pending: 1, dead: 0 },
    ]);
    const [head, row] = (await inbox('handlers')).out.split('\n');
    expect(head).toMatch(/^HANDLER +KIND +FILTER +SINCE +LAST ANNOUNCED +GETS NEW CALLS +PENDING +DEAD$/);
    expect(row).toMatch(/^Accounts\.open +verification +APPROVED +\S+Z +\S+Z +yes +0 +1$/);
  });

  it('closes the runs of a handler that is gone, records who did it and why, and of no other', async () => {
    const drop = (handler: string) =>
      inbox('drop', '--handler', handler, '--reason', 'it was removed', '--by', 'mary');

    expect(await drop('Unknown.handler')).toMatchObject({ code: 1, out: '' });
    expect((await drop('Accounts.open')).error).toContain('A process announced Accounts.open');
    expect((await drop('Other.waits')).out).toBe('1 handler call of Other.waits closed.\n');
    await database.query(`update idenfy_handler set last_seen_at = now() - interval '3 hours'`);
    expect((await drop('Accounts.open')).out).toBe('1 handler call of Accounts.open closed.\n');

    expect(await found('handlers')).toMatchObject([{ name: 'Other.runs', pending: 1 }]);
    expect(await found('list', '--kind', 'run')).toEqual([]);
    expect((await audit()).slice(-2)).toEqual([
      { staff_id: 'mary', action: 'HANDLER_DROP', detail: 'Other.waits: runs 1', has_reason: true },
      { staff_id: 'mary', action: 'HANDLER_DROP', detail: 'Accounts.open: runs 1', has_reason: true },
    ]);
  });

  it('lists orphans and escapes control characters in them', async () => {
    const { out } = await inbox('orphans');

    expect(out).toMatch(/^ID +RECEIVED +ACCOUNT +SCANREF +EVENT +STATE +DELIVERIES +REASON\n/);
    expect(out).toMatch(/ default +- +SENT\?BY NOBODY +unreadable +1 /);
    expect((await inbox('orphans', '--account', 'eu')).out).toBe('No orphans.\n');
  });

  it.each([
    [[], 'inbox needs an action'],
    [['hint'], "inbox has no action 'hint'"],
    [['list', '--since', '2026-01-01'], 'inbox list takes no --since'],
    [['list', '--limits', '1'], "Unknown option '--limits'"],
    [['list', '--limit', '201'], '--limit must be a number from 1 to 200'],
    [['list', '--before', 'x'], '--before must be an id'],
    [['show', '1'], 'inbox show needs the id of one dead letter, such as run-17'],
    [['list', '--kind', 'x'], '--kind must be one of run, webhook, orphan'],
    [['show'], 'inbox show needs the id of one dead letter'],
    [['show', 'run-1', 'run-2'], 'inbox show needs the id of one dead letter'],
    [['retry', 'run-1'], '--reason must say why, in 3 to 200 characters'],
    [['retry', 'run-1', '--reason', 'fixed', '--by', ''], '--by must be your name'],
    [['retry-all', '--reason', 'fixed'], '--since must be a date'],
    [['try'], '--reason must say why, in 3 to 200 characters'],
    [['try', '--handler', 'x', '--reason', 'fixed'], 'inbox try takes no --handler'],
    [['handlers', '--account', 'eu'], 'inbox handlers takes no --account'],
    [['drop', '--reason', 'fixed'], 'inbox drop needs --handler'],
    [['drop', '--handler', 'x'], '--reason must say why, in 3 to 200 characters'],
  ])('refuses %j in one line, with exit code 2', async (args, problem) => {
    const { code, out, error } = await inbox(...args);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toContain(`nestjs-idenfy: ${problem}`);
    expect(error.trimEnd()).not.toContain('\n');
  });

  it('prints its usage with --help', async () => {
    expect((await inbox('--help')).out).toContain('Usage: nestjs-idenfy inbox');
    expect((await inbox('retry', '--help')).out).toContain('--reason <text>');
  });
});

describe('the --database-url of a command', () => {
  it('is required, and its password is not printed', async () => {
    expect(await commandLine(['inbox', 'list'], {})).toMatchObject({
      code: 2,
      error: "nestjs-idenfy: DATABASE_URL is not set; see 'nestjs-idenfy inbox --help'\n",
    });
    for (const url of ['mysql://u:hunter2@127.0.0.1/x', 'postgres://u:hunter2@127.0.0.1:1/x']) {
      const { code, error } = await commandLine(['inbox', 'list'], { DATABASE_URL: url });

      expect(code).toBeGreaterThan(0);
      expect(error).toMatch(/^nestjs-idenfy: .*\n$/);
      expect(error).not.toContain('hunter2');
    }
  });

  it('works with a schema and a table prefix', async () => {
    const other = await createTestDatabase();
    await other.query('create schema kyc');
    const source = await new DataSource({
      type: 'postgres',
      url: other.url,
      entities: idenfyEntities,
      migrations: idenfyMigrations,
      uuidExtension: 'pgcrypto',
      installExtensions: false,
      schema: 'kyc',
      entityPrefix: 'acme_',
    }).initialize();
    await source.runMigrations();
    await source.destroy();
    const list = (...args: string[]) => commandLine(['inbox', 'list', ...args], { DATABASE_URL: other.url });

    const there = await list('--schema', 'kyc', '--prefix', 'acme_');
    const notThere = await list();
    await other.drop();

    expect(there).toEqual({ code: 0, out: 'No dead letters.\n', error: '' });
    expect(notThere).toMatchObject({ code: 1, out: '' });
    expect(notThere.error).toMatch(
      /^nestjs-idenfy: the database lacks the table idenfy_client.*--schema.*\n$/,
    );
  });
});
