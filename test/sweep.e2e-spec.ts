import { IdenfyClock, type IdenfyOptions, OverdueSweep } from 'nestjs-idenfy';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KycApp } from './support/kyc-app.js';
import { ShiftableClock } from './support/shiftable-clock.js';

const STATUS = '/api/v2/status';
const NOT_KNOWN = { status: 404, body: { identifier: 'BAD_VALUE', message: 'unknown' } };
/** The lock of the sweep, as another replica would hold it. */
const SWEEP_LOCK = 4_617_343_001;

describe('the sweep for sessions that were not heard of again', () => {
  let kyc: KycApp;
  let clock: ShiftableClock;

  beforeEach(() => start({ http: { maxRetries: 0 } }));
  afterEach(() => kyc.close());

  it('asks at a growing distance, and a human after the fourth answer that settled nothing', async () => {
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

    expect(await row(scanRef)).toMatchObject({ attention: 'OVERDUE', deadline_at: null, lookups: 4 });
    expect(asked()).toBe(4);
  });

  it('asks a human too when iDenfy reviews for ever', async () => {
    const scanRef = await kyc.started('ada');
    kyc.simulator.fault({ path: STATUS, status: 200, body: { status: 'REVIEWING' }, count: 100 });

    for (let hours = 0; hours < 30; hours += 3) {
      clock.shift(3 * 60);
      await sweep();
    }

    expect(await row(scanRef)).toMatchObject({
      status: 'REVIEWING',
      attention: 'OVERDUE',
      deadline_at: null,
    });
    expect(asked()).toBe(5);
  });

  it.each([
    ['fails', { status: 500 }],
    ['cannot be reached', { cut: 'before' }],
    ['refuses our credentials', { status: 401 }],
  ] as const)('spends no try while iDenfy %s, and learns the verdict afterwards', async (_trouble, fault) => {
    const scanRef = await unheard('ada');
    kyc.simulator.fault({ path: STATUS, ...fault, count: 100 });
    for (let hours = 0; hours < 24; hours += 2) {
      clock.shift(2 * 60);
      await sweep();
    }
    expect(await row(scanRef)).toMatchObject({ status: 'ACTIVE', attention: null, lookups: 0 });

    kyc.simulator.clearFaults();
    clock.shift(61);
    await sweep();
    expect(await row(scanRef)).toMatchObject({ status: 'APPROVED', attention: null });
  });

  it('does not go on asking for ever what iDenfy never answers', async () => {
    await restart({ http: { maxRetries: 0, circuit: { minimumOperations: 1_000 } } });
    const scanRef = await unheard('ada');
    kyc.simulator.fault({ path: STATUS, status: 500, count: 1_000 });
    clock.shift(3 * 60);
    for (let hours = 0; hours < 8 * 24; hours++) {
      await sweep();
      clock.shift(60);
    }
    expect(await row(scanRef)).toMatchObject({ attention: 'OVERDUE', deadline_at: null });
    expect(asked()).toBe(7 * 24);
  });

  it('asks about one session in an outage, and leaves the others for the next sweep', async () => {
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

  it('spends no try on what our own budget held back', async () => {
    await restart({ http: { requestsPerHour: 1 } });
    const scanRef = await unheard('ada');
    clock.shift(3 * 60);
    for (let times = 0; times < 6; times++) await sweep();

    const waiting = { status: 'ACTIVE', attention: null, lookups: 0, unanswered: 0 };
    expect(await row(scanRef)).toMatchObject(waiting);
    expect(Number((await row(scanRef))['deadline_at'])).toBeLessThan(clock.now().getTime());
    expect(asked()).toBe(0);
  });

  it('spends no try on what the open circuit held back', async () => {
    await restart({ http: { maxRetries: 0, circuit: { minimumOperations: 1, halfOpenAfterMs: 600_000 } } });
    const scanRef = await unheard('ada');
    kyc.simulator.fault({ path: STATUS, status: 500, count: 1 });
    clock.shift(3 * 60);
    for (let times = 0; times < 6; times++) {
      await sweep();
      clock.shift(60);
    }
    expect(await row(scanRef)).toMatchObject({ status: 'ACTIVE', attention: null, lookups: 0 });
    expect(asked()).toBe(1);
  });

  it('is not stopped by a session that cannot be written down', async () => {
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
    expect(await row(broken ?? '')).toMatchObject({ attention: 'OVERDUE', deadline_at: null, lookups: 4 });
  });

  it('is made by one replica at a time', async () => {
    const scanRef = await unheard('ada');
    clock.shift(3 * 60);
    await kyc.database.query('select pg_advisory_lock($1)', [SWEEP_LOCK]);

    expect(await sweep()).toEqual({ swept: false, overdue: 0 });
    expect(asked()).toBe(0);

    await kyc.database.query('select pg_advisory_unlock($1)', [SWEEP_LOCK]);
    expect(await sweep()).toEqual({ swept: true, overdue: 1 });
    expect(await row(scanRef)).toMatchObject({ status: 'APPROVED' });
  });

  it('makes no more look-ups than one sweep may', async () => {
    await restart({ reconciliation: { enabled: false, lookUpsPerSweep: 2 } });
    for (const clientId of ['ada', 'bob', 'eve']) await unheard(clientId);
    clock.shift(3 * 60);

    expect(await sweep()).toMatchObject({ overdue: 2 });
    expect(asked()).toBe(2);
    expect(await sweep()).toMatchObject({ overdue: 1 });
    expect(asked()).toBe(3);
  });

  it('sweeps by itself', async () => {
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
    kyc.simulator.fault({ webhooks: { drop: true } });
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
