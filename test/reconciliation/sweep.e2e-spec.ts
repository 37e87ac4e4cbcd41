import { IdenfyClock, type IdenfyOptions, OverdueSweep } from 'nestjs-idenfy';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KycApp } from '../support/kyc-app.js';
import { ShiftableClock } from '../support/shiftable-clock.js';

const STATUS = '/api/v2/status';
const NOT_KNOWN = { status: 404, body: { identifier: 'BAD_VALUE', message: 'unknown' } };

describe('the reconciliation sweep', () => {
  let kyc: KycApp;
  let clock: ShiftableClock;

  beforeEach(() => start({ http: { maxRetries: 0 } }));
  afterEach(() => kyc.close());

  it('repeats lookups at growing intervals, and puts the session before staff after the fourth', async () => {
    const scanRef = await unheard('ada');
    kyc.simulator.fault({ path: STATUS, ...NOT_KNOWN, count: 100 });
    clock.shift(3 * 60);

    for (const minutes of [15, 30, 60]) {
      await sweep();
      expect(await minutesToDeadline(scanRef)).toBe(minutes);
      clock.shift(minutes - 1);
      expect(await sweep()).toMatchObject({ overdue: 0 });
      clock.shift(1);
    }
    await sweep();

    expect(await row(scanRef)).toMatchObject({ attention: ['OVERDUE'], deadline_at: null, lookups: 4 });
    expect(asked()).toBe(4);
  });

  it('puts a session before staff when its review at iDenfy never ends', async () => {
    const scanRef = await kyc.started('ada');
    kyc.simulator.fault({ path: STATUS, status: 200, body: { status: 'REVIEWING' }, count: 100 });

    for (let hours = 0; hours < 30; hours += 3) {
      clock.shift(3 * 60);
      await sweep();
    }

    expect(await row(scanRef)).toMatchObject({
      status: 'REVIEWING',
      attention: ['OVERDUE'],
      deadline_at: null,
    });
    expect(asked()).toBe(5);
    const queue = await kyc.request('GET', '/idenfy/queue?reason=OVERDUE', { caller: 'staff:mary' });
    expect(queue.body).toMatchObject({
      items: [{ scanRef, reason: 'OVERDUE', overdue: true }],
      counts: { DECISION: 0, OVERDUE: 1 },
    });
  });

  it.each([
    ['fails', { status: 500 }],
    ['cannot be reached', { cut: 'before' }],
    ['refuses our credentials', { status: 401 }],
  ] as const)(
    'counts no attempt while iDenfy %s, and finds the verdict afterwards',
    async (_trouble, fault) => {
      const scanRef = await unheard('ada');
      kyc.simulator.fault({ path: STATUS, ...fault, count: 100 });
      for (let hours = 0; hours < 24; hours += 2) {
        clock.shift(2 * 60);
        await sweep();
      }
      expect(await row(scanRef)).toMatchObject({ status: 'ACTIVE', attention: [], lookups: 0 });

      kyc.simulator.clearFaults();
      clock.shift(61);
      await sweep();
      expect(await row(scanRef)).toMatchObject({ status: 'APPROVED', attention: [] });
    },
  );

  it('stops after a limited number of lookups that iDenfy never answers', async () => {
    await restart({ http: { maxRetries: 0, circuit: { minimumOperations: 1_000 } } });
    const scanRef = await unheard('ada');
    kyc.simulator.fault({ path: STATUS, status: 500, count: 1_000 });
    clock.shift(3 * 60);
    for (let hours = 0; hours < 8 * 24; hours++) {
      await sweep();
      clock.shift(60);
    }
    expect(await row(scanRef)).toMatchObject({ attention: ['OVERDUE'], deadline_at: null });
    expect(asked()).toBe(7 * 24);
  });

  it('stops after one failed lookup in an outage and leaves the rest to the next sweep', async () => {
    const scanRefs = [await unheard('ada'), await unheard('bob'), await unheard('eve')];
    kyc.simulator.fault({ path: STATUS, status: 500, count: 1 });
    clock.shift(3 * 60);

    await sweep();
    expect(asked()).toBe(1);
    await sweep();
    expect(asked()).toBe(3);
    clock.shift(15);
    await sweep();
    for (const scanRef of scanRefs) expect(await row(scanRef)).toMatchObject({ status: 'APPROVED' });
  });

  it('counts no attempt for a lookup that the rate budget refused', async () => {
    await restart({ http: { requestsPerHour: 1 } });
    const scanRef = await unheard('ada');
    clock.shift(3 * 60);
    for (let times = 0; times < 6; times++) await sweep();

    const waiting = { status: 'ACTIVE', attention: [], lookups: 0, unanswered: 0 };
    expect(await row(scanRef)).toMatchObject(waiting);
    expect(Number((await row(scanRef))['deadline_at'])).toBeLessThan(clock.now().getTime());
    expect(asked()).toBe(0);
  });

  it('counts no attempt for a lookup that the open circuit refused', async () => {
    await restart({ http: { maxRetries: 0, circuit: { minimumOperations: 1, halfOpenAfterMs: 600_000 } } });
    const scanRef = await unheard('ada');
    kyc.simulator.fault({ path: STATUS, status: 500, count: 1 });
    clock.shift(3 * 60);
    for (let times = 0; times < 6; times++) {
      await sweep();
      clock.shift(60);
    }
    expect(await row(scanRef)).toMatchObject({ status: 'ACTIVE', attention: [], lookups: 0 });
    expect(asked()).toBe(1);
  });

  it('continues past a session whose update fails', async () => {
    const [broken, ...others] = [await unheard('ada'), await unheard('bob'), await unheard('eve')];
    await kyc.database.query(`
      create function refuse() returns trigger language plpgsql as $$ begin raise 'CANARY'; end $$;
      create trigger refuse before insert on idenfy_verification_event for each row
        when (new.verification_id = '${await idOf(broken ?? '')}'::uuid) execute function refuse()`);
    clock.shift(3 * 60);

    for (let times = 0; times < 6; times++) {
      await sweep();
      for (const scanRef of others) expect(await row(scanRef)).toMatchObject({ status: 'APPROVED' });
      clock.shift(61);
    }
    expect(await row(broken ?? '')).toMatchObject({ attention: ['OVERDUE'], deadline_at: null, lookups: 4 });
  });

  it('runs on one replica at a time', async () => {
    const scanRef = await unheard('ada');
    clock.shift(3 * 60);
    await kyc.database.query(
      `insert into idenfy_job (name, leased_until) values ('sweep', 'infinity')
           on conflict (name) do update set leased_until = 'infinity'`,
    );

    expect(await sweep()).toEqual({ swept: false, overdue: 0 });
    expect(asked()).toBe(0);

    await kyc.database.query('update idenfy_job set leased_until = null');
    expect(await sweep()).toEqual({ swept: true, overdue: 1 });
    expect(await row(scanRef)).toMatchObject({ status: 'APPROVED' });
  });

  it('extends its lease while it goes on, so that no second replica joins', async () => {
    await unheard('ada');
    clock.shift(3 * 60);
    kyc.simulator.fault({ path: '/api/v2/status', delayMs: 4_000 });
    const lease = async () => {
      const [job] = await kyc.database.query<{ leased_until: Date | null }>(
        `select leased_until from idenfy_job where name = 'sweep' and leased_until is not null`,
      );
      return job?.leased_until?.getTime() ?? 0;
    };

    const sweeping = sweep();
    const first = await vi.waitUntil(lease, { timeout: 10_000 });

    await vi.waitFor(async () => expect(await lease()).toBeGreaterThan(first), 6_000);
    expect(await sweeping).toEqual({ swept: true, overdue: 1 });
  });

  it('makes no more lookups than its limit', async () => {
    await restart({ reconciliation: { enabled: false, lookupsPerSweep: 2 } });
    for (const clientId of ['ada', 'bob', 'eve']) await unheard(clientId);
    clock.shift(3 * 60);

    expect(await sweep()).toMatchObject({ overdue: 2 });
    expect(asked()).toBe(2);
    expect(await sweep()).toMatchObject({ overdue: 1 });
    expect(asked()).toBe(3);
  });

  it('runs on its own timer', async () => {
    await restart({ reconciliation: { everySeconds: 0.05 } });
    const scanRef = await unheard('ada');
    clock.shift(3 * 60);
    await vi.waitFor(async () => expect(await row(scanRef)).toMatchObject({ status: 'APPROVED' }), 10_000);
  });

  async function start(options: Partial<IdenfyOptions>): Promise<void> {
    clock = new ShiftableClock();
    kyc = await KycApp.start({
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
      options: { reconciliation: { enabled: false }, ...options },
    });
  }

  async function restart(options: Partial<IdenfyOptions>): Promise<void> {
    await kyc.close();
    await start(options);
  }

  /** Approved at iDenfy, without us having heard of it. */
  async function unheard(clientId: string): Promise<string> {
    const scanRef = await kyc.started(clientId);
    kyc.simulator.fault({ webhooks: { drop: true }, rate: 1 });
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();
    return scanRef;
  }

  const sweep = () => kyc.app.get(OverdueSweep).run();
  const asked = () => kyc.simulator.requests(STATUS).length;

  async function row(scanRef: string): Promise<Record<string, unknown>> {
    const [found] = await kyc.database.query('select * from idenfy_verification where scan_ref = $1', [
      scanRef,
    ]);
    return found ?? {};
  }

  const idOf = async (scanRef: string) => String((await row(scanRef))['id']);

  async function minutesToDeadline(scanRef: string): Promise<number> {
    const { deadline_at: deadline } = await row(scanRef);
    return Math.round((Number(deadline) - clock.now().getTime()) / 60_000);
  }
});
