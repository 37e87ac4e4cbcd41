import { createHash, randomUUID } from 'node:crypto';
import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Fleet } from './support/fleet.js';
import { KycWorld, SIGNING_KEY } from './support/kyc-world.js';
import { OwnDatabase } from './support/own-database.js';
import { NOTHING_LEFT, handlerTotals, unfinished } from './support/final-state.js';
import { type Sent, SteadyLoad } from './support/steady-load.js';

const AWAY_MS = 10_000;
const PER_SECOND = 50;
/** iDenfy waits no longer for an answer. */
const IDENFY_WAITS_MS = 10_000;
const PATIENCE = { timeout: 60_000, interval: 100 };

interface Answered {
  readonly digest: string;
  readonly status: number;
}

describe('a database outage of ten seconds under load', { timeout: 240_000 }, () => {
  let database: OwnDatabase;
  let world: KycWorld;
  let fleet: Fleet;
  let scanRefs: string[];

  beforeAll(async () => {
    database = await OwnDatabase.start();
    world = await KycWorld.open({ database });
    // what a replica could not note while the database was away it takes up again after this
    const webhooks = { worker: { leaseMs: 3_000 } };
    fleet = await world.fleet(2, { idenfy: { webhooks } });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    scanRefs = await Promise.all(Array.from({ length: 20 }, () => world.session(randomUUID())));
  });

  it('by a crash: webhooks are answered 503, and none that was answered 200 is lost', async () => {
    const load = new SteadyLoad(PER_SECOND, deliver);
    const people = new SteadyLoad(5, (nth) => world.person(`person-${nth}`).get('/idenfy/clients/me'));
    await vi.waitFor(async () => expect(await storedCount()).toBeGreaterThan(PER_SECOND), PATIENCE);

    await database.crash();
    const goneAt = Date.now();
    await until(goneAt + AWAY_MS);
    const backAt = Date.now();
    await database.restart();
    await vi.waitFor(async () => expect(await accepts()).toBe(true), PATIENCE);

    const sent = await load.stop();
    const whileAway = <Answer>(all: readonly Sent<Answer>[]) =>
      all.filter(({ at, tookMs }) => at > goneAt && at + tookMs < backAt);
    expect(statusesOf(whileAway(await people.stop()))).toEqual([503]);
    const meanwhile = whileAway(sent);
    expect(meanwhile.length).toBeGreaterThan((PER_SECOND * AWAY_MS) / 1_000 / 2);
    expect(statusesOf(meanwhile)).toEqual([503]);
    await expectAllKeptAndDone(sent);
  });

  it('by a frozen network: webhooks are answered 503 in time, and none that was answered 200 is lost', async () => {
    const load = new SteadyLoad(PER_SECOND, deliver);
    const before = await storedCount();
    await vi.waitFor(async () => expect(await storedCount()).toBeGreaterThan(before + PER_SECOND), PATIENCE);

    database.balancer.freeze();
    const frozenAt = Date.now();
    await until(frozenAt + AWAY_MS);
    const thawedAt = Date.now();
    database.balancer.thaw();
    await vi.waitFor(async () => expect(await accepts()).toBe(true), PATIENCE);

    const sent = await load.stop();
    const meanwhile = sent.filter(({ at, tookMs }) => at > frozenAt && at + tookMs < thawedAt);
    expect(meanwhile.length).toBeGreaterThan(0);
    expect(statusesOf(meanwhile)).toEqual([503]);
    expect(Math.max(...sent.map(({ tookMs }) => tookMs))).toBeLessThan(IDENFY_WAITS_MS);
    await expectAllKeptAndDone(sent);
  });

  /** A webhook of its own: no two have the same bytes. */
  async function deliver(nth: number): Promise<Answered> {
    const scanRef = scanRefs[nth % scanRefs.length] ?? '';
    const { clientId } = world.simulator.verification(scanRef);
    const { body, headers } = signWebhook(
      aWebhook({ scanRef, clientId, final: false, finishTime: 1_800_000_000 + nth }),
      SIGNING_KEY,
    );
    const { status } = await world.person('').send('/idenfy/webhooks', { method: 'POST', body, headers });
    return { digest: createHash('sha256').update(body).digest('hex'), status };
  }

  async function accepts(): Promise<boolean> {
    return (await deliver(1_000_000 + (Date.now() % 1_000_000))).status === 200;
  }

  async function expectAllKeptAndDone(sent: readonly Sent<Answered>[]): Promise<void> {
    const promised = sent.flatMap(({ answer }) => (answer?.status === 200 ? [answer.digest] : []));
    expect(await missingOf(promised)).toEqual([]);
    await vi.waitFor(async () => expect(await unfinished(database)).toEqual(NOTHING_LEFT), PATIENCE);
    for (const { due, heard, effects } of await handlerTotals(database)) {
      expect({ heard, effects }).toEqual({ heard: due, effects: due });
    }
    expect(fleet.crashes).toEqual([]);
  }

  async function storedCount(): Promise<number> {
    const [row] = await database.query<{ count: number }>(
      'select count(*)::int as count from idenfy_webhook',
    );
    return row?.count ?? 0;
  }

  function missingOf(digests: readonly string[]): Promise<object[]> {
    return database.query(
      `select digest from unnest($1::text[]) as d(digest)
        where not exists (select from idenfy_webhook w where w.digest = decode(d.digest, 'hex'))`,
      [digests],
    );
  }
});

function until(time: number): Promise<void> {
  return vi.waitFor(() => expect(Date.now()).toBeGreaterThanOrEqual(time), { timeout: 60_000, interval: 50 });
}

function statusesOf(sent: readonly Sent<{ readonly status: number }>[]): (number | undefined)[] {
  return [...new Set(sent.map(({ answer }) => answer?.status))];
}
