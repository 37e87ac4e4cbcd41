import { Injectable } from '@nestjs/common';
import {
  ApprovalEnds,
  DueErasures,
  IdenfyClock,
  OnRenewalDue,
  OnStanding,
  OnVerification,
  RenewalDue,
  StandingChange,
} from 'nestjs-idenfy';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';
import { ShiftableClock } from '../support/shiftable-clock.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

@Injectable()
class Letters {
  ended: StandingChange[] = [];
  renewals: RenewalDue[] = [];
  changes: string[] = [];
  failing = false;

  @OnStanding('EXPIRED')
  end(change: StandingChange): void {
    if (this.failing) throw new Error('not now');
    this.ended.push(change);
  }

  @OnRenewalDue({ name: 'month' })
  month(due: RenewalDue): void {
    this.renewals.push(due);
  }

  @OnRenewalDue({ daysBefore: 7, name: 'week' })
  week(due: RenewalDue): void {
    this.renewals.push(due);
  }

  @OnVerification('*')
  change({ verification }: { verification: { status: string } }): void {
    this.changes.push(verification.status);
  }
}

describe('the end of an approval', () => {
  let kyc: KycApp;
  let clock: ShiftableClock;
  let holdsForDays: number | null = 60;
  beforeAll(async () => {
    clock = new ShiftableClock();
    kyc = await KycApp.start({
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
      options: {
        reconciliation: { enabled: false },
        retention: { keepAtLeastDays: 0 },
        verifiedUntil: () =>
          holdsForDays === null ? null : new Date(clock.now().getTime() + holdsForDays * DAY_MS),
      },
      host: { providers: [Letters] },
    });
  });
  afterAll(() => kyc.close());
  afterEach(() => {
    holdsForDays = 60;
    Object.assign(letters(), { ended: [], renewals: [], changes: [] });
  });

  const letters = () => kyc.app.get(Letters);
  const days = (count: number) => clock.shift(count * 24 * 60);
  const round = async () => {
    const report = await kyc.app.get(ApprovalEnds).run();
    await kyc.settled();
    return report;
  };
  const approved = async (clientId: string) => {
    const scanRef = await kyc.started(clientId);
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();
    return scanRef;
  };
  const stored = async (clientId: string) => {
    const [row] = await kyc.database.query(`select standing from idenfy_client where client_id = $1`, [
      clientId,
    ]);
    return row;
  };
  const history = async (scanRef: string) => {
    const { body } = await kyc.request<{ items: object[] }>(
      'GET',
      `/idenfy/verifications/${scanRef}/history`,
      {
        caller: 'staff:grace',
      },
    );
    return body.items;
  };

  it('is recorded, with history and a run of the handlers, although no one reads the standing', async () => {
    const scanRef = await approved('ada');
    expect(await round()).toEqual({ done: true, ended: 0, renewalsDue: 0 });
    letters().changes = [];

    days(61);
    expect(await round()).toEqual({ done: true, ended: 1, renewalsDue: 0 });

    expect(await stored('ada')).toEqual({ standing: 'EXPIRED' });
    expect(letters().ended).toEqual([
      expect.objectContaining({
        account: 'default',
        clientId: 'ada',
        standing: 'EXPIRED',
        standingNow: 'EXPIRED',
        superseded: false,
        verification: expect.objectContaining({ scanRef, status: 'APPROVED' }),
        attempt: 1,
      }),
    ]);
    expect(letters()).toMatchObject({ renewals: [], changes: [] });
    expect((await history(scanRef)).at(-1)).toMatchObject({
      cause: 'STANDING',
      reportedStatus: 'EXPIRED',
      effect: 'noted',
      source: 'system',
    });
    expect(await kyc.request('GET', '/idenfy/clients/me', { caller: 'ada' })).toMatchObject({
      body: { standing: 'EXPIRED', nextStep: 'RETRY', verifiedUntil: expect.any(String) },
    });

    expect(await round()).toMatchObject({ ended: 0 });
    expect(letters().ended).toHaveLength(1);
  });

  it('is preceded by one call for each number of days that a handler asks for', async () => {
    const scanRef = await approved('barbara');

    days(29);
    expect(await round()).toMatchObject({ renewalsDue: 0 });
    days(1);
    expect(await round()).toMatchObject({ renewalsDue: 1 });
    days(1);
    expect(await round()).toMatchObject({ renewalsDue: 0 });
    days(22);
    expect(await round()).toMatchObject({ renewalsDue: 1 });
    expect(await round()).toMatchObject({ renewalsDue: 0, ended: 0 });

    expect(letters().renewals).toEqual([
      expect.objectContaining({
        clientId: 'barbara',
        daysBefore: 30,
        standingNow: 'VERIFIED',
        superseded: false,
        verifiedUntil: expect.any(Date),
        verification: expect.objectContaining({ scanRef }),
      }),
      expect.objectContaining({ clientId: 'barbara', daysBefore: 7 }),
    ]);
    expect(await stored('barbara')).toMatchObject({ standing: 'VERIFIED' });
    expect((await history(scanRef)).slice(-2)).toMatchObject([
      { cause: 'RENEWAL_DUE', reportedStatus: '30' },
      { cause: 'RENEWAL_DUE', reportedStatus: '7' },
    ]);
    await clearAway('barbara');
  });

  it('calls for a renewal again once the end has moved, and not without an end', async () => {
    holdsForDays = 20;
    const scanRef = await approved('clara');
    expect(await round()).toMatchObject({ renewalsDue: 1 });
    await approved('clara');
    expect(await round()).toMatchObject({ renewalsDue: 1 });
    expect(letters().renewals).toMatchObject([
      { daysBefore: 30, verification: { scanRef } },
      { daysBefore: 30, verification: { scanRef: expect.not.stringContaining(scanRef) } },
    ]);

    holdsForDays = null;
    await approved('clara');
    days(400);
    expect(await round()).toEqual({ done: true, renewalsDue: 0, ended: 0 });
    expect(await stored('clara')).toMatchObject({ standing: 'VERIFIED' });
  });

  it('tells a late attempt that the person was approved again', async () => {
    await approved('dorothy');
    days(61);
    letters().failing = true;
    await round();
    await approved('dorothy');
    letters().failing = false;
    await kyc.database.query(`update idenfy_handler_run set next_try_at = now() where state = 'pending'`);
    await kyc.settled();

    expect(letters().ended).toMatchObject([
      { clientId: 'dorothy', standingNow: 'VERIFIED', superseded: true, attempt: 2 },
    ]);
    await clearAway('dorothy');
  });

  it('leaves a renewal that is under way PENDING', async () => {
    await approved('edith');
    await kyc.started('edith');
    days(61);

    expect(await round()).toMatchObject({ ended: 1 });

    expect(await stored('edith')).toEqual({ standing: 'PENDING' });
    expect(letters().ended).toMatchObject([{ clientId: 'edith', standingNow: 'PENDING', superseded: false }]);
  });

  it('is recorded although a start or a webhook has computed the standing anew before', async () => {
    const scanRef = await approved('gertrude');
    const other = await approved('hedy');
    days(61);
    await kyc.started('gertrude');
    kyc.simulator.outcome(other, { overall: 'APPROVED', data: { docExpiry: '2020-01-31' } });
    await kyc.settled();
    holdsForDays = -1;
    kyc.simulator.outcome(await kyc.started('ida'), { overall: 'APPROVED' });
    await kyc.settled();
    expect(await stored('gertrude')).toEqual({ standing: 'PENDING' });

    await round();

    expect(letters().ended.map(({ verification }) => verification.scanRef)).toContain(scanRef);
    expect(await round()).toMatchObject({ ended: 0 });
    await clearAway('hedy');
  });

  it('is not that of an approval that a later outcome has replaced', async () => {
    await approved('jean');
    holdsForDays = 300;
    const renewed = await approved('jean');
    const denied = await approved('katherine');
    kyc.simulator.outcome(denied, { overall: 'DENIED' });
    await kyc.settled();
    days(61);

    expect(await round()).toMatchObject({ ended: 0 });

    expect(await stored('jean')).toEqual({ standing: 'VERIFIED' });
    days(300);
    expect(await round()).toMatchObject({ ended: 1 });
    expect(letters().ended).toMatchObject([{ clientId: 'jean', verification: { scanRef: renewed } }]);
  });

  it('is not that of someone who was erased', async () => {
    const scanRef = await approved('frances');
    await kyc.request('DELETE', `/idenfy/verifications/${scanRef}`, { caller: 'staff:grace' });
    await kyc.app.get(DueErasures).run();
    days(61);

    await round();

    expect(letters().ended).toEqual([]);
  });

  it('is one for each person, of many and of two replicas at once', async () => {
    const beside = await KycApp.start({
      beside: kyc,
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
      options: { reconciliation: { enabled: false } },
    });
    await kyc.database.query(
      `with attempt as (
         insert into idenfy_verification (id, client_id, status, final, verified_until, started_by, closed_at)
         select gen_random_uuid(), 'crowd-' || n, 'APPROVED', true, now() - interval '1 day', 'test', now()
           from generate_series(1, 230) n
         returning id, client_id, verified_until
       )
       insert into idenfy_client (client_id, standing, verified_until, current_verification_id)
       select client_id, 'VERIFIED', verified_until, id from attempt`,
    );

    const reports = await Promise.all([round(), beside.app.get(ApprovalEnds).run()]);
    await kyc.settled();

    expect(reports.reduce((sum, { ended }) => sum + ended, 0)).toBe(230);
    const crowd = letters().ended.map(({ clientId }) => clientId);
    expect(new Set(crowd).size).toBe(230);
    expect(crowd).toHaveLength(230);
    await beside.app.close();
  });

  async function clearAway(clientId: string): Promise<void> {
    await kyc.database.query(`update idenfy_verification set verified_until = null where client_id = $1`, [
      clientId,
    ]);
  }
});

describe('@OnRenewalDue', () => {
  it.each([0, 366, 1.5])('refuses %d days', (daysBefore) => {
    expect(() => OnRenewalDue({ daysBefore })).toThrow('give a whole number from 1 to 365');
  });
});
