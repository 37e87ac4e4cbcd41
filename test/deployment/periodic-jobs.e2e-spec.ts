import { Injectable } from '@nestjs/common';
import { IdenfyClock, OnVerification } from 'nestjs-idenfy';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KycApp } from '../support/kyc-app.js';
import { ShiftableClock } from '../support/shiftable-clock.js';

const DAY = 24 * 60;
const PATIENCE = { timeout: 15_000, interval: 50 };
const JOBS = ['erasures', 'overview', 'prune', 'purge', 'retention', 'standing', 'sweep'];

/** Rounds of a minute follow each other at once. */
class HastyClock extends ShiftableClock {
  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return super.sleep(Math.min(ms, 50), signal);
  }
}

@Injectable()
class Accounts {
  @OnVerification('*')
  changed() {}
}

describe('the periodic jobs of a running application', () => {
  let kyc: KycApp;
  let clock: HastyClock;

  beforeEach(async () => {
    clock = new HastyClock();
    kyc = await KycApp.start({
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
      options: { retention: { deleteAfterDays: 365 } },
      host: { providers: [Accounts] },
    });
  });
  afterEach(() => kyc.close());

  it('succeed again and again while nothing is due, and leave no lease behind', async () => {
    await vi.waitFor(async () => expect(await succeeded()).toEqual(JOBS), PATIENCE);
    await kyc.database.query('update idenfy_job set succeeded_at = null');

    await vi.waitFor(async () => expect(await succeeded()).toEqual(JOBS), PATIENCE);

    expect(await kyc.database.query('select name from idenfy_job where lease is not null')).toEqual([]);
  });

  it('leave a job to the process that has its lease', async () => {
    await vi.waitFor(async () => expect(await succeeded()).toEqual(JOBS), PATIENCE);
    await kyc.database.query(
      `update idenfy_job set succeeded_at = null, leased_until = case when name = 'purge' then 'infinity'::timestamptz end`,
    );

    await vi.waitFor(
      async () => expect(await succeeded()).toEqual(JOBS.filter((job) => job !== 'purge')),
      PATIENCE,
    );
  });

  it('do what becomes due: look up, count, purge, request and carry out erasures, and delete old rows', async () => {
    const overdue = await kyc.started('grace');
    const scanRef = await kyc.started('ada');
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();
    await kyc.database.query(
      'update idenfy_verification set submitted_at = created_at where closed_at is null',
    );
    await vi.waitFor(async () => expect(await counted()).toContain('open'), PATIENCE);

    clock.shift(2 * DAY);
    kyc.simulator.advance(2 * DAY * 60);
    await vi.waitFor(async () => expect(await statusOf(overdue)).toBe('EXPIRED'), PATIENCE);
    await kyc.settled(); // or the webhook arrives after the shift, and is two days younger
    clock.shift(2 * DAY);
    await vi.waitFor(async () => expect(await kyc.database.query(UNPURGED)).toEqual([]), PATIENCE);

    clock.shift(400 * DAY);
    kyc.simulator.advance(400 * DAY * 60);
    await vi.waitFor(async () => expect(await erasures()).toEqual([{ state: 'done' }]), PATIENCE);
    await vi.waitFor(async () => expect(await counted()).not.toContain('open'), PATIENCE);

    clock.shift(40 * DAY);
    await vi.waitFor(async () => expect(await kyc.database.query(ROWS)).toEqual([]), PATIENCE);
  });

  async function succeeded(): Promise<unknown[]> {
    const rows = await kyc.database.query(
      'select name from idenfy_job where succeeded_at is not null order by name',
    );
    return rows.map(({ name }) => name);
  }

  const erasures = () => kyc.database.query('select distinct state from idenfy_erasure');

  async function counted(): Promise<unknown[]> {
    const rows = await kyc.database.query('select distinct figure from idenfy_overview_count');
    return rows.map(({ figure }) => figure);
  }

  async function statusOf(scanRef: string): Promise<unknown> {
    const [row] = await kyc.database.query('select status from idenfy_verification where scan_ref = $1', [
      scanRef,
    ]);
    return row?.['status'];
  }
});

const UNPURGED = 'select id from idenfy_webhook where body is not null';

const ROWS = 'select id::text from idenfy_webhook union all select id::text from idenfy_handler_run';
