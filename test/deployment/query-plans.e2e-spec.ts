import { Injectable } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import {
  ApprovalEnds,
  BulkJobs,
  DueErasures,
  IdenfyWorkers,
  KeyRotation,
  OldRows,
  OnIdenfyWebhook,
  OnRenewalDue,
  OnVerification,
  OverdueSweep,
  OverviewRollup,
  RetentionSweep,
  WebhookPurge,
} from 'nestjs-idenfy';
import { IdenfyHealthIndicator } from 'nestjs-idenfy/health';
import { IdenfyMetricsModule } from 'nestjs-idenfy/metrics';
import { Client, type QueryConfig } from 'pg';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { storeBacklog } from '../../bench/applying/backlog.js';
import { ENCRYPTION_KEY } from '../../bench/applying/encryption.js';
import { generateRows } from '../../bench/scale/generate.js';
import { EventStream } from '../support/event-stream.js';
import { KycApp } from '../support/kyc-app.js';

const ROWS = 20_000;
const CASES = 10_000;
/** As many as a worker takes at a time by default. */
const BATCH = 500;
const WHOLE_TABLE =
  /Seq Scan on idenfy_(client|verification|verification_event|webhook|handler_run|overview_count)\b/;

const TWO_YEARS_OF_COUNTS = `
  insert into idenfy_overview_count (dimension, day, account, value, figure, key, count)
  select dimension, day, 'default', 'value-' || n % 20, 'verdict', 'key-' || n, 1
    from unnest('{all,country,document,level}'::text[]) dimension
   cross join generate_series('2025-01-01'::date, '2026-12-31'::date, '1 day') day
   cross join generate_series(1, 40) n`;

@Injectable()
class Accounts {
  @OnVerification('*')
  changed() {}

  @OnIdenfyWebhook('*')
  received() {}

  @OnRenewalDue()
  renew() {}
}

/** The statements that were sent to the server, each text once, with the values of its first use. */
class SentStatements {
  readonly texts = new Map<string, readonly unknown[]>();
  readonly #spy = vi.spyOn(Client.prototype, 'query');

  stop(): void {
    for (const call of this.#spy.mock.calls) {
      const [config, values]: readonly unknown[] = call;
      const { text, values: given } = statementOf(config, values);
      if (/^\s*(select|insert|update|delete|with)\b/i.test(text) && !this.texts.has(text))
        this.texts.set(text, given);
    }
    this.#spy.mockRestore();
  }
}

function statementOf(config: unknown, values: unknown): { text: string; values: readonly unknown[] } {
  if (typeof config === 'string') return { text: config, values: Array.isArray(values) ? values : [] };
  const { text, values: own } = config as QueryConfig;
  return { text, values: own ?? [] };
}

async function sentBy(act: () => Promise<unknown>): Promise<SentStatements['texts']> {
  const sent = new SentStatements();
  await act().finally(() => sent.stop());
  return sent.texts;
}

async function planOf(
  { database }: KycApp,
  text: string,
  values: readonly unknown[],
  explain = 'explain',
): Promise<string> {
  const plan = await database.query<{ 'QUERY PLAN': string }>(`${explain} ${text}`, values);
  return plan.map((row) => row['QUERY PLAN']).join('\n');
}

describe(`with ${ROWS} verifications`, () => {
  const registry = new Registry();
  let kyc: KycApp;

  beforeAll(async () => {
    kyc = await KycApp.start({
      options: {
        reconciliation: { enabled: false },
        retention: { deleteAfterDays: 365 },
        levels: { basic: {} },
      },
      extras: { isGlobal: true },
      host: {
        imports: [TerminusModule, IdenfyMetricsModule.forRoot({ registry })],
        providers: [Accounts, IdenfyHealthIndicator],
      },
    });
    const client = new Client({ connectionString: kyc.database.url });
    await client.connect();
    await generateRows(client, ROWS, CASES);
    await client.query(TWO_YEARS_OF_COUNTS);
    await client.query('analyze idenfy_overview_count');
    await client.end();
  });
  afterAll(() => kyc.close());

  it.each<[string, () => Promise<unknown>]>([
    ['lists for staff', listForStaff],
    ['the queue', workOnQueue],
    ['the requests of a person', askAsPerson],
    ['the requests of staff about one verification', askAboutOne],
    ['a start, its result and its erasure', liveOnce],
    ['the sweep', () => kyc.app.get(OverdueSweep).run()],
    ['the end of an approval, and a renewal', endApprovals],
    ['the purge of webhooks', () => kyc.app.get(WebhookPurge).run()],
    ['the deletion of old rows', () => kyc.app.get(OldRows).run()],
    ['retention', () => kyc.app.get(RetentionSweep).run()],
    ['stuck work, in lists, groups and a bulk job', handleStuckWork],
    ['the figures of the overview, and their rollup', readOverview],
    ['the erasures that are due', () => kyc.app.get(DueErasures).run()],
    ['the look for periodic work that is due', lookForDueWork],
    ['the workers', () => kyc.app.get(IdenfyWorkers).drain()],
    ['health checks and metrics', readings],
    ['the list of handlers, and the doctor', consult],
  ])('reads no big table as a whole in %s', async (_what, act) => {
    const sent = await sentBy(act);

    expect(sent.size).toBeGreaterThan(0);
    for (const [text, values] of sent) {
      const lines = await planOf(kyc, text, values);
      expect(lines, `${text}\n${lines}`).not.toMatch(WHOLE_TABLE);
    }
  });

  it.each<[string, RegExp, number, () => Promise<unknown>]>([
    [
      'the keys of values, which hardly any row may have',
      /get_byte/,
      6,
      () => kyc.app.get(KeyRotation).unreadable(),
    ],
    ['ends of approvals and renewals', /verified_until/, 1, () => kyc.app.get(ApprovalEnds).run()],
  ])('looks at a bounded number of rows for %s', async (_what, about, fewest, act) => {
    const looks = [...(await sentBy(act))].filter(([text]) => about.test(text));

    expect(looks.length).toBeGreaterThanOrEqual(fewest);
    for (const [text, values] of looks) {
      const lines = await planOf(kyc, text, values, 'explain (analyze)');
      expect(lines, `${text}\n${lines}`).not.toMatch(
        /Rows Removed by (Join )?Filter: \d{5}|actual .*\brows=\d{5}/,
      );
    }
  });

  const get = async (path: string, caller = 'staff:mary') => {
    const answer = await kyc.request<{ items: { id: string }[]; nextCursor: string }>(
      'GET',
      `/idenfy${path}`,
      { caller },
    );
    expect(answer.status, path).toBe(200);
    return answer.body;
  };

  async function consult(): Promise<void> {
    for (const path of ['/handlers', '/doctor'])
      expect(await kyc.request('GET', `/idenfy${path}`, { caller: 'staff:mary' })).toMatchObject({
        status: 200,
      });
  }

  async function lookForDueWork(): Promise<void> {
    await kyc.app.get(OverviewRollup).runWhenDue();
    for (const job of [WebhookPurge, OldRows, RetentionSweep, DueErasures]) {
      const { sql, values = [] } = kyc.app
        .get<WebhookPurge | OldRows | RetentionSweep | DueErasures>(job)
        .due();
      await kyc.database.query(`select ${sql} as due where $1::timestamptz is null`, [null, ...values]);
    }
  }

  async function listForStaff(): Promise<void> {
    const { nextCursor } = await get('/verifications');
    await get(`/verifications?cursor=${nextCursor}`);
    for (const filter of [
      'status=SUSPECTED',
      'status=APPROVED',
      'status=START_FAILED',
      'attention=true',
      'clientId=person-1234',
      'from=2020-01-01&to=2020-02-01',
    ]) {
      await get(`/verifications?${filter}`);
    }
    for (const list of ['dead-letters', 'orphans', 'audit']) await get(`/${list}`);
  }

  async function workOnQueue(): Promise<void> {
    const { items, nextCursor } = await get('/queue');
    await get(`/queue?cursor=${nextCursor}`);
    for (const filter of [
      'sort=-due',
      'reason=DECISION',
      'reason=ATTENTION',
      'reason=CONFLICT',
      'reason=ERASURE_FAILED',
      'assignee=staff-7',
      'assignee=staff-99',
      'q=person-1234',
      'q=scan-1234',
      'from=2000-01-01&to=2020-02-01',
    ]) {
      await get(`/queue?${filter}`);
    }
    await get('/staff');
    const sent = [
      { path: '/queue/assignee', body: { ids: items.map(({ id }) => id), staff: 'mary' } },
      { path: '/verifications/scan-1234/assignee', body: { staff: 'mary' } },
    ];
    for (const { path, body } of sent) {
      const answer = await kyc.request('PUT', `/idenfy${path}`, { caller: 'staff:mary', body });
      expect(answer.status, path).toBe(200);
    }
    await kyc.request('POST', '/idenfy/verifications/scan-1234/notes', {
      caller: 'staff:mary',
      body: { text: 'a note' },
    });
    await get('/verifications/scan-1234/notes');
  }

  async function askAsPerson(): Promise<void> {
    await get('/verifications', 'person-1234');
    await get('/verifications?status=REVIEWING', 'person-1234');
    await get('/verifications/scan-1234', 'person-1234');
    await get('/clients/me', 'person-1234');
    await get('/clients/me?level=basic', 'person-1234');
  }

  async function askAboutOne(): Promise<void> {
    await get('/verifications/scan-1234');
    await get('/verifications/scan-1234/history');
    await get('/clients/person-1234');
    await get('/audit?scanRef=scan-1231');
  }

  async function handleStuckWork(): Promise<void> {
    for (const list of [
      'dead-letters?error=Error&from=2020-01-01',
      'dead-letters/groups',
      'inbox',
      'inbox?state=received',
      'inbox?state=orphan',
      'inbox?state=dead',
      'inbox?state=dropped',
      'operations',
    ]) {
      await get(`/${list}`);
    }
    const act = { kind: 'run', handler: 'Accounts.changed', reason: 'a test' };
    for (const body of [{ ...act, dryRun: true }, act]) {
      const { status } = await kyc.request('POST', '/idenfy/dead-letters/drop', {
        caller: 'staff:mary',
        body,
      });
      expect(status).toBe('dryRun' in body ? 200 : 202);
    }
    while (await kyc.app.get(BulkJobs).workOff());
  }

  async function readOverview(): Promise<void> {
    await get('/overview?from=2026-03-01&to=2026-04-01&by=country');
    await get('/overview?from=2026-03-01&to=2026-04-01&by=account&account=default');
    // as if all but the last lines of history had been counted
    await kyc.database.query(
      `insert into idenfy_job (name, progress)
       select 'overview', jsonb_build_object('cursor', (max(id) - 20)::text, 'upTo', max(id)::text, 'transaction', '1',
                                             'readAt', now() - interval '1 hour')
         from idenfy_verification_event
           on conflict (name) do update set progress = excluded.progress`,
    );
    await vi.waitFor(
      async () => expect(await kyc.app.get(OverviewRollup).run()).toMatchObject({ ran: true }),
      20_000,
    );
  }

  async function endApprovals(): Promise<void> {
    const [ended, endsSoon] = ['-1 day', '3 days'];
    for (const [clientId, until] of [
      ['person-1234', ended],
      ['person-1235', endsSoon],
    ]) {
      await kyc.database.query(
        `with approved as (
           update idenfy_verification set status = 'APPROVED', final = true, decision = null, verified_until = now() + $2::interval
            where id = (select v.id from idenfy_verification v where v.client_id = $1 order by v.created_at desc limit 1)
           returning id, client_id, verified_until
         )
         update idenfy_client c set standing = 'VERIFIED', verified_until = a.verified_until, current_verification_id = a.id
           from approved a where a.client_id = c.client_id`,
        [clientId, until],
      );
    }
    expect(await kyc.app.get(ApprovalEnds).run()).toMatchObject({ ended: 1, renewalsDue: 1 });
  }

  async function liveOnce(): Promise<void> {
    const scanRef = await kyc.started('ada');
    const page = await EventStream.open(`${kyc.url}/idenfy/verifications/${scanRef}/events`, {
      'x-caller': 'ada',
    });
    await page.next();
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await page.next();
    await kyc.settled();
    page.leave();
    const path = `/idenfy/verifications/${scanRef}`;
    expect(await kyc.request('POST', `${path}/finished`, { caller: 'ada' })).toMatchObject({ status: 202 });
    expect(await kyc.request('POST', `${path}/refresh`, { caller: 'staff:mary' })).toMatchObject({
      status: 200,
    });
    expect(await kyc.request('DELETE', path, { caller: 'staff:mary' })).toMatchObject({ status: 202 });
  }

  async function readings(): Promise<void> {
    await registry.metrics();
    const health = kyc.app.get(IdenfyHealthIndicator);
    await health.inbox('inbox');
    await health.signingKeys('keys');
  }
});

describe(`with ${ROWS} webhooks of a day`, () => {
  it('reads as many rows for a batch as the batch has', async () => {
    const kyc = await KycApp.start({
      options: { encryptionKeys: [ENCRYPTION_KEY], webhooks: { worker: { enabled: false } } },
      host: { providers: [Accounts] },
    });
    const client = new Client({ connectionString: kyc.database.url });
    await client.connect();
    try {
      await generateRows(client, ROWS, CASES);
      await client.query(`update idenfy_webhook set body = '\\x00', purged_at = null`);
      await client.query('vacuum analyze idenfy_webhook');
      await storeBacklog(client, BATCH);
      const sent = await sentBy(() => kyc.app.get(IdenfyWorkers).drain());

      const statements = [...sent].filter(([, values]) => values.length > 0);
      expect(statements.length).toBeGreaterThan(10);
      for (const [text, values] of statements) {
        const lines = await planOf(kyc, text, values);
        expect(lines, `${text}\n${lines}`).not.toMatch(/Scan .*\bon idenfy_\w+ .*\brows=\d{5}/);
      }
    } finally {
      await client.end();
      await kyc.close();
    }
  });
});

describe('with empty tables', () => {
  let kyc: KycApp;
  /** The statement that stores webhooks, and its values. */
  let store: { readonly text: string; readonly values: readonly unknown[] };

  beforeAll(async () => {
    kyc = await KycApp.start({ options: { reconciliation: { enabled: false } } });
    const sent = await sentBy(async () => {
      kyc.simulator.outcome(await kyc.started('ada'), { overall: 'APPROVED' });
      await kyc.settled();
    });
    const stores = [...sent].filter(([text]) => /insert into \S*idenfy_webhook\b/.test(text));
    expect(stores).toHaveLength(1);
    for (const [text, values] of stores) store = { text, values };
  });
  afterAll(() => kyc.close());

  it('plans the statement that stores webhooks for the full table that it will meet with that plan', async () => {
    const lines = await planOf(kyc, store.text, [], 'explain (generic_plan)');

    const reads = [
      ...lines.matchAll(/(Seq Scan|Index Scan using (\w+)|Bitmap Heap Scan) on idenfy_webhook\b/g),
    ];
    expect(
      reads.map(([, how, index]) => index ?? how),
      lines,
    ).toEqual(['uq_idenfy_webhook_digest', 'pk_idenfy_webhook', 'pk_idenfy_webhook']);
  });

  it('plans it once for a connection, also for webhooks that arrive alone', async () => {
    const client = new Client({ connectionString: kyc.database.url });
    await client.connect();
    onTestFinished(() => client.end());
    for (let count = 0; count < 20; count++)
      await client.query({ name: 'store', text: store.text, values: [...store.values] });

    const { rows } = await client.query(
      `select custom_plans::int, generic_plans::int from pg_prepared_statements where name = 'store'`,
    );
    // PostgreSQL compares the first five with the one that it keeps
    expect(rows).toEqual([{ custom_plans: 5, generic_plans: 15 }]);
  });
});
