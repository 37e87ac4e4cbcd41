import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeadlyPoint, ReplicaTime } from './replica/replica-settings.js';
import { KycWorld, SIGNING_KEY } from './support/kyc-world.js';
import { disorder, NOTHING_LEFT, handlerTotals, unfinished } from './support/final-state.js';

const PATIENCE = { timeout: 60_000, interval: 50 };
/** The longest that work of a lost process stays claimed. */
const LEASE_MS = 30_000;
const LEASE_LATER: ReplicaTime = { aheadMinutes: LEASE_MS / 60_000 };

describe('the kill of a replica', () => {
  let world: KycWorld;
  beforeAll(async () => {
    world = await KycWorld.open();
  });
  afterEach(() => world.killReplicas());
  afterAll(() => world.close());

  it.each<[point: DeadlyPoint, next: ReplicaTime]>([
    ['webhook stored, not answered', {}],
    ['webhook claimed, not applied', {}],
    ['webhook applied, handlers not called', LEASE_LATER],
    ['inside a handler', LEASE_LATER],
    ['handler through, not noted', LEASE_LATER],
  ])('at "%s": the next replica takes over, and no effect happens twice', async (diesAt, time) => {
    const deadly = await world.replica({ diesAt });
    const scanRef = await world.session(`person: ${diesAt}`);
    await vi.waitFor(async () => expect(await unfinished(world.database)).toEqual(NOTHING_LEFT), PATIENCE);
    world.simulator.outcome(scanRef, { overall: 'APPROVED' });
    expect(await deadly.ended).toMatchObject({ signal: 'SIGKILL' });
    expect(await longestLease()).toBeLessThanOrEqual(LEASE_MS);

    await world.replica({ time });

    await expectNothingLeftAndAllHeard();
    expect(await history(scanRef)).toEqual(['STARTING', 'ACTIVE', 'APPROVED']);
  });

  it('inside a handler: the next change of the same verification waits for the interrupted one', async () => {
    const idenfy = { webhooks: { worker: { leaseMs: 5_000 } } };
    const deadly = await world.replica({ diesAt: 'inside a handler', idenfy });
    const scanRef = await world.session('person: in order');
    world.simulator.outcome(scanRef, { overall: 'APPROVED' });
    expect(await deadly.ended).toMatchObject({ signal: 'SIGKILL' });

    await world.replica({ idenfy });
    for (const [nth, overall] of (['DENIED', 'APPROVED'] as const).entries()) {
      const finishTime = Math.floor(Date.now() / 1_000) + 60 + nth;
      expect(
        await deliver(aWebhook({ scanRef, clientId: 'person: in order', overall, manual: true, finishTime })),
      ).toBe(200);
    }

    await expectNothingLeftAndAllHeard();
    expect(await history(scanRef)).toEqual(['STARTING', 'ACTIVE', 'APPROVED', 'DENIED', 'APPROVED']);
  });

  it('frozen with a claimed webhook: another takes over when the lease ends, and the frozen one changes nothing later', async () => {
    const idenfy = { webhooks: { worker: { leaseMs: 1_000 } } };
    const frozen = await world.replica({ diesAt: 'webhook claimed, frozen', idenfy });
    const scanRef = await world.session('person: frozen');
    world.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await vi.waitFor(async () => expect(await claims()).toBe(1), PATIENCE);

    const next = await world.replica();
    await vi.waitFor(async () => expect(await unfinished(world.database)).toEqual(NOTHING_LEFT), PATIENCE);
    await next.kill();
    frozen.signal('SIGCONT');
    await world.routeTo(frozen);

    world.simulator.outcome(await world.session('another person'), { overall: 'APPROVED' });
    await expectNothingLeftAndAllHeard();
    expect(await history(scanRef)).toEqual(['STARTING', 'ACTIVE', 'APPROVED']);
  });

  async function expectNothingLeftAndAllHeard(): Promise<void> {
    await vi.waitFor(async () => expect(await unfinished(world.database)).toEqual(NOTHING_LEFT), PATIENCE);
    for (const { due, heard, effects } of await handlerTotals(world.database)) {
      expect({ heard, effects }).toEqual({ heard: due, effects: due });
    }
    expect(await disorder(world.database)).toEqual([]);
  }

  async function deliver(payload: object): Promise<number> {
    const { body, headers } = signWebhook(payload, SIGNING_KEY);
    const { status } = await world.person('').send('/idenfy/webhooks', { method: 'POST', body, headers });
    return status;
  }

  /** How long from now a run stays claimed, at most. */
  async function longestLease(): Promise<number> {
    const [row] = await world.database.query<{ until: Date | null }>(
      'select max(leased_until) as until from idenfy_handler_run',
    );
    return (row?.until?.getTime() ?? 0) - Date.now();
  }

  /** Transactions that are open, and in which nothing is asked. */
  async function claims(): Promise<number> {
    const [row] = await world.database.query<{ claims: number }>(
      `select count(*)::int as claims from pg_stat_activity
        where datname = current_database() and state = 'idle in transaction'`,
    );
    return row?.claims ?? 0;
  }

  /** The statuses it had, one by one. */
  async function history(scanRef: string): Promise<string[]> {
    const events = await world.database.query<{ to_status: string }>(
      `select e.to_status from idenfy_verification_event e join idenfy_verification v on v.id = e.verification_id
        where v.scan_ref = $1 and e.effect = 'applied' order by e.id`,
      [scanRef],
    );
    return events.map(({ to_status }) => to_status);
  }
});

describe('the kill of a replica whose handler completes its run in a transaction of the host', () => {
  let world: KycWorld;
  beforeEach(async () => {
    world = await KycWorld.open();
  });
  afterEach(() => world.close());

  it.each([
    ['run completed, not committed', 2],
    ['run completed, not returned', 1],
  ] as const)('at "%s": the effect happens once, after %i calls', async (diesAt, calls) => {
    const deadly = await world.replica({ diesAt, handlers: 'paying' });
    world.simulator.outcome(await world.session('ada'), { overall: 'APPROVED' });
    expect(await deadly.ended).toMatchObject({ signal: 'SIGKILL' });

    await world.replica({ time: LEASE_LATER, handlers: 'paying' });

    await vi.waitFor(async () => expect(await unfinished(world.database)).toEqual(NOTHING_LEFT), PATIENCE);
    const [made] = await world.database.query(
      `select (select count(*)::int from host_call) as calls, (select count(*)::int from host_payment) as payments`,
    );
    expect(made).toEqual({ calls, payments: 1 });
  });
});
