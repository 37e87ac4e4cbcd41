import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import {
  ChainCheck,
  DeadLetters,
  DueErasures,
  OnVerification,
  OutboxParticipants,
  RetentionSweep,
  SessionImport,
  WaitingWork,
} from 'nestjs-idenfy';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commandLine } from '../support/command-line.js';
import { KycApp } from '../support/kyc-app.js';
import { Partner } from '../support/partner.js';

interface Integrity {
  whole: boolean;
  complete: boolean;
  rows: { history: number; access: number };
  brokenLink: {
    table: string;
    row: string | null;
    chain: string;
    found: string;
    position: number | null;
  } | null;
  lastFullCheckAt: string | null;
}

@Injectable()
class Accounts {
  @OnVerification('*')
  changed(): void {}
}

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [OLDER, NEWER] = [key('older'), key('newer')];
const HISTORY = 'idenfy_verification_event';
const ACCESS = 'idenfy_access';

describe('the chains of history and audit', () => {
  let express: KycApp;
  let fastify: KycApp;
  let folder: string;
  /** The verification that is tampered with, and the ids of its rows. */
  let chain: string;
  let rows: string[];
  let reads: string[];
  /** A time at which nothing was being written. */
  let beforeRetention: Date;

  const audit = (args: readonly string[], keys = `${NEWER},${OLDER}`) =>
    commandLine(['audit', ...args], { DATABASE_URL: express.database.url, IDENFY_AUDIT_KEYS: keys });
  const integrity = async (app: KycApp = express) => {
    const { status, body } = await app.request<Integrity>('GET', '/idenfy/audit/integrity', {
      caller: 'staff:auditor',
    });
    expect(status).toBe(200);
    return body;
  };
  /** As the owner of the tables, whom triggers and grants do not bind. */
  const asOwner = (sql: string) =>
    express.database.query(
      `set session_replication_role = replica; ${sql}; set session_replication_role = origin`,
    );

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'idenfy-audit-'));
    const retention = { startsAt: 'verification-end', keepAtLeastDays: 0, deleteAfterDays: 10 } as const;
    express = await KycApp.start({
      options: { auditKeys: [OLDER, NEWER], retention },
      host: { providers: [Accounts] },
    });
    fastify = await KycApp.start({
      adapter: 'fastify',
      beside: express,
      options: { auditKeys: [NEWER, OLDER], retention },
      host: { providers: [Accounts] },
    });
    const scanRef = await express.started('ada');
    const others = await Promise.all(
      ['bob', 'carol', 'dave', 'erin'].map((name, index) =>
        (index % 2 === 0 ? express : fastify).started(name),
      ),
    );
    express.simulator.outcome(scanRef, { overall: 'SUSPECTED', fraudTags: ['FACE_BLACKLISTED'] });
    for (const other of others) express.simulator.outcome(other, { overall: 'APPROVED' });
    await express.settled();
    const ask = (method: string, path: string, number: number, body?: unknown) =>
      (number % 2 === 0 ? express : fastify).request(method, `/idenfy${path}`, {
        caller: `staff:staff-${number % 3}`,
        body,
      });
    // several members of staff at once, on both replicas: the same verification, and lists without one
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, number) => [
        ask('GET', `/verifications/${scanRef}/history`, number),
        ask('GET', '/verifications', number),
      ]).flat(),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const decided = await ask('POST', `/verifications/${scanRef}/decision`, 1, {
      decision: 'ACCEPTED',
      reason: 'a passport was seen',
    });
    expect(decided.status).toBe(200);
    const [erased] = others;
    const erasure = await ask('DELETE', `/verifications/${erased}`, 0);
    expect(erasure).toMatchObject({ status: 202, body: { state: 'done' } });
    express.simulator.outcome(others[1] ?? '', { overall: 'DENIED' });
    await express.settled();
    const elsewhere = await new Partner(express.simulator).session({ clientId: 'eve' });
    const act = { actor: { kind: 'staff', id: 'staff-0' } as const, reason: 'a test does it' };
    await fastify.app
      .get(SessionImport)
      .bring({ clientId: 'eve', scanRef: elsewhere.scanRef, actor: act.actor });
    await fastify.app.get(WaitingWork).tryNow(act);
    await express.database.query(`update idenfy_handler_run set state = 'dead', finished_at = now()`);
    expect(await express.app.get(DeadLetters).retryAllSince(new Date(0), act)).toBeGreaterThan(4);
    await express.database.query(
      `update idenfy_verification set closed_at = closed_at - interval '11 days' where client_id = 'dave'`,
    );
    const [clock] = await express.database.query<{ now: Date }>('select clock_timestamp() as now');
    beforeRetention = clock?.now ?? new Date();
    expect(await express.app.get(RetentionSweep).run()).toBe(1);
    await express.app.get(DueErasures).run();
    await express.settled();

    const [found] = await express.database.query<{ id: string }>(
      'select id from idenfy_verification where scan_ref = $1',
      [scanRef],
    );
    chain = found?.id ?? '';
    const idsIn = async (table: string) =>
      (
        await express.database.query<{ id: string }>(
          `select t.id::text from ${table} t where verification_id = $1 order by t.id`,
          [chain],
        )
      ).map(({ id }) => id);
    [rows, reads] = [await idsIn(HISTORY), await idsIn(ACCESS)];
    for (const table of [HISTORY, ACCESS, 'idenfy_audit_head', 'idenfy_verification'])
      await express.database.query(`create table kept_${table} as table ${table}`);
  });
  afterAll(async () => {
    await fastify.app.close();
    await express.close();
    await rm(folder, { recursive: true });
  });

  it('are whole after all that writes them, on several replicas at once', async () => {
    const { out, code, error } = await audit(['verify', '--json']);

    expect({ code, error }).toEqual({ code: 0, error: '' });
    const [count] = await express.database.query<{ history: number; access: number; keys: string[] }>(
      `select (select count(*)::int from ${HISTORY}) as history, (select count(*)::int from ${ACCESS}) as access,
              (select array_agg(distinct chain_key order by chain_key) from ${ACCESS}) as keys`,
    );
    const { history, access, keys } = count ?? {};
    expect(JSON.parse(out)).toEqual({ brokenLink: null, complete: true, rows: { history, access } });
    expect(keys).toEqual(['newer', 'older']);
    expect(await express.app.get(ChainCheck).check({ newest: 12 })).toEqual({
      brokenLink: null,
      complete: false,
      rows: { history: 12, access: 12 },
    });
    for (const app of [express, fastify]) {
      expect(await integrity(app)).toEqual({
        whole: true,
        complete: true,
        rows: { history, access },
        brokenLink: null,
        lastFullCheckAt: expect.any(String),
      });
    }
  });

  it('are checked by staff with the permission alone', async () => {
    for (const app of [express, fastify]) {
      const answer = await app.request('GET', '/idenfy/audit/integrity', {
        caller: 'staff:mary',
        headers: { 'x-permissions': 'review' },
      });
      expect(answer.status).toBe(403);
      expect((await app.request('GET', '/idenfy/audit/integrity', { caller: 'ada' })).status).toBe(403);
      expect((await app.request('GET', '/idenfy/audit/integrity')).status).toBe(401);
    }
  });

  it('let staff read while a worker holds the row of the verification', async () => {
    let reached: () => void = () => undefined;
    let release: () => void = () => undefined;
    const isHeld = new Promise<void>((resolve) => (reached = resolve));
    const released = new Promise<void>((resolve) => (release = resolve));
    const scanRef = await express.started('frank');
    const stop = express.app.get(OutboxParticipants).register({
      write: () => {
        reached();
        return released;
      },
    });
    const stopBeside = fastify.app.get(OutboxParticipants).register({
      write: () => {
        reached();
        return released;
      },
    });
    try {
      express.simulator.outcome(scanRef, { overall: 'APPROVED' });
      await isHeld;
      const read = await fastify.request('GET', `/idenfy/verifications/${scanRef}/history`, {
        caller: 'staff:mary',
      });
      expect(read.status).toBe(200);
    } finally {
      release();
      stop();
      stopBeside();
    }
    await express.settled();
    expect(await integrity()).toMatchObject({ whole: true });
  });

  describe('name the first broken link', () => {
    beforeEach(async () => {
      expect(await integrity()).toMatchObject({ whole: true });
    });
    afterEach(async () => {
      const tables = [HISTORY, ACCESS];
      await asOwner(
        [
          ...tables.map(
            (table) =>
              `delete from ${table}; insert into ${table} overriding system value table kept_${table}`,
          ),
          'delete from idenfy_audit_head; insert into idenfy_audit_head table kept_idenfy_audit_head',
          `update idenfy_verification v set history_length = k.history_length, history_mac = k.history_mac
             from kept_idenfy_verification k where k.id = v.id`,
          `delete from idenfy_verification v where not exists (select from kept_idenfy_verification k where k.id = v.id)`,
        ].join(';'),
      );
    });

    const cases: [
      what: string,
      sql: () => string,
      link: () => { table: string; row: string | null; found: string },
    ][] = [
      [
        'a changed column of history',
        () => `update ${HISTORY} set actor = 'mallory' where id = ${rows[2]}`,
        () => ({ table: 'history', row: rows[2] ?? '', found: 'changed' }),
      ],
      [
        'a time that was moved by a microsecond',
        () => `update ${HISTORY} set at = at + interval '1 microsecond' where id = ${rows[0]}`,
        () => ({ table: 'history', row: rows[0] ?? '', found: 'changed' }),
      ],
      [
        'a deleted row in the middle',
        () => `delete from ${HISTORY} where id = ${rows[1]}`,
        () => ({ table: 'history', row: rows[2] ?? '', found: 'missing' }),
      ],
      [
        'a cut tail',
        () => `delete from ${HISTORY} where id = ${rows.at(-1)}`,
        () => ({ table: 'history', row: rows.at(-2) ?? '', found: 'cut tail' }),
      ],
      [
        'a history of which nothing is left',
        () => `delete from ${HISTORY} where verification_id = '${chain}'`,
        () => ({ table: 'history', row: null, found: 'cut tail' }),
      ],
      [
        'an inserted row without a link',
        () => `insert into ${HISTORY} (id, verification_id, from_status, to_status, effect, cause, source, actor)
               overriding system value values (999999, '${chain}', 'SUSPECTED', 'SUSPECTED', 'noted', 'ATTENTION', 'staff', 'mallory')`,
        () => ({ table: 'history', row: '999999', found: 'extra' }),
      ],
      [
        'an inserted row with the link of another one',
        () => `insert into ${HISTORY} overriding system value
               select (jsonb_populate_record(e, '{"id": 999999}')).* from ${HISTORY} e where id = ${rows.at(-1)}`,
        () => ({ table: 'history', row: '999999', found: 'extra' }),
      ],
      [
        'a swapped pair',
        () => `update ${HISTORY} set id = case id when ${rows[1]} then -1 else -2 end where id in (${rows[1]}, ${rows[2]});
               update ${HISTORY} set id = case id when -1 then ${rows[2]} else ${rows[1]} end where id in (-1, -2)`,
        () => ({ table: 'history', row: rows[1] ?? '', found: 'moved' }),
      ],
      [
        'a key that no one has',
        () => `update ${HISTORY} set chain_key = 'lost' where id = ${rows[0]}`,
        () => ({ table: 'history', row: rows[0] ?? '', found: 'unknown key' }),
      ],
      [
        'an access record of another member of staff',
        () => `update ${ACCESS} set staff_id = 'mallory' where id = ${reads[0]}`,
        () => ({ table: 'access', row: reads[0] ?? '', found: 'changed' }),
      ],
      [
        'an access record that was moved to another verification',
        () => `update ${ACCESS} a set verification_id = v.id, chain = 'verification:' || v.id
                 from idenfy_verification v where v.client_id = 'erin' and a.id = ${reads.at(-1)}`,
        () => ({ table: 'access', row: reads.at(-2) ?? '', found: 'cut tail' }),
      ],
      [
        'a deleted access record',
        () => `delete from ${ACCESS} where id = ${reads[3]}`,
        () => ({ table: 'access', row: reads[4] ?? '', found: 'missing' }),
      ],
      [
        'access records of which none are left',
        () => `delete from ${ACCESS} where verification_id = '${chain}'`,
        () => ({ table: 'access', row: null, found: 'cut tail' }),
      ],
    ];

    it.each(cases)('%s', async (_what, sql, link) => {
      await asOwner(sql());

      for (const app of [express, fastify]) {
        expect(await integrity(app)).toMatchObject({ whole: false, complete: false, brokenLink: link() });
      }
    });

    it('on the command line, with the table, the row and what differs', async () => {
      await asOwner(`update ${HISTORY} set to_status = 'APPROVED' where id = ${rows[2]}`);

      expect(await audit(['verify'])).toEqual({
        code: 1,
        out: '',
        error:
          `nestjs-idenfy: ${HISTORY}, row ${rows[2]} (chain ${chain}, position 3) is broken: ` +
          'changed: it, or the head of its chain, does not match its HMAC\n',
      });
      expect(await audit(['verify'], OLDER)).toMatchObject({ code: 1 });
    });

    it('of rows since a time', async () => {
      const [row] = await express.database.query<{ at: Date }>(
        `select at from ${HISTORY} where id = ${rows[2]}`,
      );
      await asOwner(`update ${HISTORY} set actor = 'mallory' where id = ${rows[2]}`);

      const from = (time: Date, ...flags: string[]) =>
        audit(['verify', '--since', time.toISOString(), ...flags]);
      expect((await from(row?.at ?? new Date())).error).toContain(`row ${rows[2]} `);
      const [later] = await express.database.query<{ rows: number }>(
        `select count(*)::int as rows from ${HISTORY} where at >= $1`,
        [beforeRetention],
      );
      expect(later?.rows).toBeGreaterThan(0);
      expect(JSON.parse((await from(beforeRetention, '--json')).out)).toMatchObject({
        complete: false,
        rows: { history: later?.rows },
      });
      expect((await from(new Date(Date.now() + 60_000))).out).toBe(
        'Whole: 0 rows of history and 0 access records were checked.\n',
      );
    });

    it('also where the head was cut with the tail, against a head that was exported before', async () => {
      const file = join(folder, 'heads.json');
      const { out, code } = await audit(['head']);
      expect(code).toBe(0);
      await writeFile(file, out);
      expect((JSON.parse(out) as { heads: object[] }).heads).toContainEqual({
        table: 'history',
        chain,
        position: rows.length,
        mac: expect.any(String),
      });
      expect(await audit(['verify', '--head', file])).toMatchObject({ code: 0 });

      await asOwner(
        `delete from ${HISTORY} where id = ${rows.at(-1)};
         update idenfy_verification v set history_length = e.chain_position, history_mac = e.chain_mac
           from ${HISTORY} e where e.id = ${rows.at(-2)} and v.id = e.verification_id`,
      );

      expect(await audit(['verify'])).toMatchObject({ code: 0 });
      expect(await audit(['verify', '--head', file])).toMatchObject({
        code: 1,
        error: expect.stringMatching(
          new RegExp(`^nestjs-idenfy: ${HISTORY}, row ${rows.at(-2)} .*cut tail`),
        ) as string,
      });
    });
  });

  it('continue to be checked with a key that links no new row', async () => {
    expect(await audit(['verify'], NEWER)).toMatchObject({
      code: 1,
      error: expect.stringContaining('IDENFY_AUDIT_KEYS lacks the key') as string,
    });
  });

  it.each([
    [[], 'audit needs an action'],
    [['verify', '--since', 'yesterday'], '--since must be a date'],
    [['head', '--since', '2026-01-01'], 'audit head takes no --since'],
  ])('are not checked by the command line %j', async (args, problem) => {
    const { code, error } = await audit(args);
    expect(code).toBe(2);
    expect(error).toContain(problem);
  });

  it('are not compared with a file that is no export', async () => {
    const file = join(folder, 'other.json');
    await writeFile(file, '{"heads": [{"table": "webhooks"}]}');

    expect(await audit(['verify', '--head', file])).toMatchObject({
      code: 1,
      error: "nestjs-idenfy: the file of --head must be what 'nestjs-idenfy audit head' printed\n",
    });
  });
});
