import { Injectable } from '@nestjs/common';
import { idenfyEntities, OnVerification, type VerificationChange } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { aWebhook } from 'nestjs-idenfy/testing';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from './support/command-line.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';
import { Replica } from './support/replica.js';

let database: TestDatabase;
const inbox = (...args: string[]) => commandLine(['inbox', ...args], { DATABASE_URL: database.url });
const found = async (...args: string[]) =>
  JSON.parse((await inbox(...args, '--json')).out) as Record<string, unknown>[];

const audit = () => database.query('select staff_id, action, detail, reason from idenfy_access order by id');

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
    await replica.deliver('"no callback"', 'SENT\u00adBY NOBODY');
    await replica.drain();
  });
  afterAll(() => replica.close());

  it('lists dead letters as a table, and by pages for programs', async () => {
    const { code, out, error } = await inbox('list', '--limit', '2');
    const [head = '', ...rows] = out.trimEnd().split('\n');

    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(head).toMatch(/^ID +GIVEN UP +HANDLER +ACCOUNT +SCANREF +ABOUT +TRIES +ERROR$/);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(
      /^\d+ +\S+Z +Accounts\.open +default +scan-of-linus +ACTIVE to APPROVED +1 +Error$/,
    );
    const [, last] = await found('list', '--limit', '2');
    expect(await found('list', '--before', String(last?.['id']))).toMatchObject([{ scanRef: 'scan-of-ada' }]);
    expect(await found('list', '--handler', 'Nobody.knows')).toEqual([]);
    expect((await inbox('list', '--account', 'eu')).out).toBe('No dead letters.\n');
  });

  it('shows one', async () => {
    const [letter] = await found('list');

    const { out } = await inbox('show', String(letter?.['id']));

    expect(out).toMatch(/^handler +Accounts\.open$/m);
    expect(out).toMatch(/^about +ACTIVE to APPROVED$/m);
    expect(await found('show', String(letter?.['id']))).toEqual(letter);
    expect(await inbox('show', '999999')).toEqual({
      code: 1,
      out: '',
      error: 'nestjs-idenfy: There is no such dead letter.\n',
    });
  });

  it('brings one back, and says who did it and why', async () => {
    const [letter] = await found('list');
    const id = String(letter?.['id']);
    broken = false;

    const retried = await inbox('retry', id, '--reason', 'the bank is back', '--by', 'mary');
    await replica.drain();

    expect(retried).toMatchObject({ code: 0, error: '' });
    expect(retried.out).toMatch(/^1 dead letter was brought back/);
    expect(opened).toEqual(['linus']);
    expect(
      await database.query('select retried_by, retry_reason from idenfy_handler_run where id = $1', [id]),
    ).toEqual([{ retried_by: 'mary', retry_reason: 'the bank is back' }]);
    expect(await audit()).toEqual([
      { staff_id: 'mary', action: 'HANDLER_RETRY', detail: `run ${id}`, reason: 'the bank is back' },
    ]);
    expect((await inbox('retry', id, '--reason', 'again')).code).toBe(1);
  });

  it('brings back all since a time', async () => {
    const [newest] = await found('list');
    const since = String(newest?.['deadAt']);

    const args = ['--since', since, '--reason', 'mended', '--by', 'otto'];
    expect(await found('retry-all', ...args)).toEqual({ retried: 1 });
    await replica.drain();
    expect((await audit()).at(-1)).toMatchObject({ staff_id: 'otto', detail: `since ${since}` });

    expect(opened).toEqual(['linus', 'grace']);
    expect(await found('list')).toHaveLength(1);
  });

  it('brings nothing back that cannot be written down', async () => {
    const [letter] = await found('list');
    await database.query(`alter table idenfy_access add constraint away check (staff_id <> 'eve')`);

    const { code } = await inbox('retry', String(letter?.['id']), '--reason', 'mended', '--by', 'eve');

    expect(code).toBe(1);
    expect(await found('list')).toEqual([letter]);
  });

  it('lists orphans, and lets nothing move the cursor', async () => {
    const { out } = await inbox('orphans');

    expect(out).toMatch(/^ID +RECEIVED +ACCOUNT +SCANREF +EVENT +STATE +TIMES +REASON\n/);
    expect(out).toMatch(/ default +- +SENT\?BY NOBODY +unreadable +1 /);
    expect((await inbox('orphans', '--account', 'eu')).out).toBe('No orphans.\n');
  });

  it.each([
    [[], 'inbox needs to know what to do'],
    [['mend'], "inbox cannot do 'mend'"],
    [['list', '--since', '2026-01-01'], 'inbox list takes no --since'],
    [['list', '--limits', '1'], "Unknown option '--limits'"],
    [['list', '--limit', '201'], '--limit must be a number from 1 to 200'],
    [['list', '--before', 'x'], '--before must be an id'],
    [['show'], 'inbox show needs the id of one dead letter'],
    [['show', '1', '2'], 'inbox show needs the id of one dead letter'],
    [['retry', '1'], '--reason must say why, in 3 to 200 characters'],
    [['retry', '1', '--reason', 'mended', '--by', ''], '--by must say who you are'],
    [['retry-all', '--reason', 'mended'], '--since must be a date'],
  ])('refuses %j in one line, with exit code 2', async (args, problem) => {
    const { code, out, error } = await inbox(...args);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toContain(`nestjs-idenfy: ${problem}`);
    expect(error.trimEnd()).not.toContain('\n');
  });

  it('explains itself', async () => {
    expect((await inbox('--help')).out).toContain('Usage: nestjs-idenfy inbox');
    expect((await inbox('retry', '--help')).out).toContain('--reason <text>');
  });
});

describe('the database of a command', () => {
  it('must be named, and its password is not repeated', async () => {
    expect(await commandLine(['inbox', 'list'], {})).toMatchObject({
      code: 2,
      error: "nestjs-idenfy: DATABASE_URL is not set; 'nestjs-idenfy inbox --help' tells more\n",
    });
    for (const url of ['mysql://u:hunter2@127.0.0.1/x', 'postgres://u:hunter2@127.0.0.1:1/x']) {
      const { code, error } = await commandLine(['inbox', 'list'], { DATABASE_URL: url });

      expect(code).toBeGreaterThan(0);
      expect(error).toMatch(/^nestjs-idenfy: .*\n$/);
      expect(error).not.toContain('hunter2');
    }
  });

  it('may have the tables in a schema, and under a prefix', async () => {
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
      /^nestjs-idenfy: the tables of nestjs-idenfy are not there.*--schema.*\n$/,
    );
  });
});
