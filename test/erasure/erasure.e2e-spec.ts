import { DueErasures, LegalHolds } from 'nestjs-idenfy';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { KycApp } from '../support/kyc-app.js';
import type { ShiftableClock } from '../support/shiftable-clock.js';
import { ErasingApp } from './erasing-app.js';

const CANARIES = ['CANARYNAME', 'canary-person', 'canary-reference', 'CANARYDOCUMENT'];

describe('the erasure of a verification', () => {
  let app: ErasingApp;
  let kyc: KycApp;
  let clock: ShiftableClock;

  beforeAll(async () => {
    app = await ErasingApp.start({ keepAtLeastDays: 30, deleteAfterDays: 365 });
    ({ kyc, clock } = app);
  });
  afterAll(() => app.close());

  it('removes every trace of the person from the database and keeps a receipt', async () => {
    const scanRef = await kyc.started('canary-person', { externalRef: 'canary-reference' });
    await deliver(scanRef, 'canary-person');
    expect(await dump()).toMatch(/canary-person/);
    expect(await dump()).not.toMatch(/CANARYNAME|CANARYDOCUMENT/);

    const early = await erase(scanRef);
    expect(early).toMatchObject({ status: 409, body: { identifier: 'RETENTION_NOT_OVER' } });
    expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(29 * 24 * 3600);

    clock.shift(31 * 24 * 60);
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();
    clock.shift(31 * 24 * 60);
    const asked = await erase(scanRef);
    expect(asked).toMatchObject({ status: 202, body: { state: 'done' } });

    const left = await dump();
    for (const canary of CANARIES) expect(left).not.toContain(canary);
    expect(kyc.simulator.verification(scanRef)).toMatchObject({ status: 'DELETED' });
    const receipt = await kyc.request('GET', `/idenfy/verifications/${scanRef}/erasure`, {
      caller: 'staff:grace',
    });
    expect(receipt.body).toMatchObject({ erasureId: asked.body['erasureId'], state: 'done' });
  });

  it('waits while the session is still open at iDenfy, and completes in a later round', async () => {
    const scanRef = await kyc.started('still-open');
    const asked = await erase(scanRef);
    expect(asked).toMatchObject({ status: 202, body: { state: 'waiting' } });
    expect(await dump()).toContain('still-open');

    await kyc.app.get(DueErasures).run();
    expect(await receipt(scanRef)).toMatchObject({ state: 'waiting' });
    clock.shift(61);
    kyc.simulator.advance(61 * 60);
    await kyc.app.get(DueErasures).run();
    expect(await receipt(scanRef)).toMatchObject({ state: 'done', lastError: null });
    expect(await dump()).not.toContain('still-open');
    expect(kyc.simulator.verification(scanRef)).toMatchObject({ status: 'EXPIRED-DELETED' });
  });

  it.each(['requested', 'deleted'])(
    'completes after a crash that left it in the state "%s"',
    async (state) => {
      const clientId = `canary-crashed-${state}`;
      const scanRef = await finished(clientId);
      clock.shift(31 * 24 * 60);
      await kyc.database.query(
        `insert into idenfy_erasure (id, verification_id, state, requested_by, requested_at, next_try_at)
       select gen_random_uuid(), id, $2, 'grace', $3, $3 from idenfy_verification where scan_ref = $1`,
        [scanRef, state, clock.now()],
      );
      const deletions = () => kyc.simulator.requests('/api/v2/delete').length;
      const before = deletions();

      await kyc.app.get(DueErasures).run();

      expect(await receipt(scanRef)).toMatchObject({ state: 'done' });
      expect(deletions() - before).toBe(state === 'deleted' ? 0 : 1);
      expect(await dump()).not.toContain(clientId);
    },
  );

  it('is not undone by a webhook that arrives later', async () => {
    const scanRef = await kyc.started('canary-late');
    await deliver(scanRef, 'canary-late');
    kyc.simulator.outcome(scanRef, { overall: 'DENIED' });
    await kyc.settled();
    clock.shift(31 * 24 * 60);
    expect(await erase(scanRef)).toMatchObject({ status: 202, body: { state: 'done' } });

    await deliver(scanRef, 'canary-late', 9_999_999_999);
    const { body } = await kyc.request('GET', `/idenfy/verifications/${scanRef}`, { caller: 'staff:grace' });
    expect(body).toMatchObject({ status: 'DENIED' });
    expect(await dump()).not.toMatch(/canary-late|CANARYNAME/);
    const kept = await kyc.database.query(
      'select from idenfy_webhook where scan_ref = $1 and body is not null',
      [scanRef],
    );
    expect(kept).toEqual([]);
  });

  it('stops when a legal hold is placed while it waits, and completes after the hold is lifted', async () => {
    const scanRef = await kyc.started('canary-sued');
    expect(await erase(scanRef)).toMatchObject({ body: { state: 'waiting' } });
    const holds = kyc.app.get(LegalHolds);
    await holds.place({ clientId: 'canary-sued' }, { reason: 'case 8', staffId: 'grace' });

    clock.shift(24 * 60);
    await kyc.app.get(DueErasures).run();
    expect(await receipt(scanRef)).toMatchObject({ state: 'waiting', lastError: 'LEGAL_HOLD' });
    expect(kyc.simulator.verification(scanRef).status).not.toBe('DELETED');

    await holds.lift({ clientId: 'canary-sued' }, { reason: 'case closed', staffId: 'grace' });
    clock.shift(24 * 60);
    kyc.simulator.advance(48 * 3600);
    await kyc.app.get(DueErasures).run();
    expect(await receipt(scanRef)).toMatchObject({ state: 'done', lastError: null });
  });

  it('is done by one replica at a time, and one that fails does not keep others from completing', async () => {
    const [stuck, fine] = [await finished('canary-stuck'), await finished('canary-fine')];
    clock.shift(31 * 24 * 60);
    kyc.simulator.fault({ path: '/api/v2/delete', status: 400, body: { identifier: 'X' }, count: 2 });
    for (const scanRef of [stuck, fine]) await erase(scanRef);
    await kyc.database.query(`create function stuck() returns trigger language plpgsql as
      $$ begin if new.scan_ref = '${stuck}' then raise exception 'stuck'; end if; return new; end $$`);
    await kyc.database.query(
      'create trigger stuck before update on idenfy_verification for each row execute function stuck()',
    );
    const asked = () =>
      kyc.simulator
        .requests('/api/v2/delete')
        .filter(({ body }) => [stuck, fine].some((scanRef) => JSON.stringify(body).includes(scanRef)));
    expect(asked()).toHaveLength(2);

    clock.shift(24 * 60);
    await Promise.all([kyc.app.get(DueErasures).run(), kyc.app.get(DueErasures).run()]);
    expect(await receipt(fine)).toMatchObject({ state: 'done' });
    expect(await receipt(stuck)).toMatchObject({ state: 'deleted' });
    expect(asked()).toHaveLength(4);

    await kyc.database.query('drop trigger stuck on idenfy_verification');
    clock.shift(10);
    await kyc.app.get(DueErasures).run();
    expect(await receipt(stuck)).toMatchObject({ state: 'done' });
  });

  it('removes the person when the last two verifications are erased at the same moment', async () => {
    const both = [await finished('canary-twice'), await finished('canary-twice')];
    clock.shift(31 * 24 * 60);

    await kyc.database.query('begin');
    await kyc.database.query(`select from idenfy_client where client_id = 'canary-twice' for update`);
    const erased = both.map((scanRef) => erase(scanRef));
    await waiting(2);
    await kyc.database.query('commit');

    for (const answer of erased) expect(await answer).toMatchObject({ body: { state: 'done' } });
    expect(await dump()).not.toContain('canary-twice');
  });

  it('keeps the row of a person who starts a new verification meanwhile', async () => {
    const scanRef = await finished('canary-back');
    clock.shift(31 * 24 * 60);

    await kyc.database.query('begin');
    await kyc.database.query(`update idenfy_client set updated_at = now() where client_id = 'canary-back'`);
    await kyc.database.query(
      `insert into idenfy_verification (id, client_id, scan_ref, status, started_by)
       values (gen_random_uuid(), 'canary-back', 'back-again', 'ACTIVE', 'test')`,
    );
    const erased = erase(scanRef);
    await waiting(1);
    await kyc.database.query('commit');

    expect(await erased).toMatchObject({ body: { state: 'done' } });
    const people = await kyc.database.query(
      `select standing from idenfy_client where client_id = 'canary-back'`,
    );
    expect(people).toEqual([{ standing: 'PENDING' }]);
  });

  /** Until so many wait for a lock of ours. */
  async function waiting(count: number): Promise<void> {
    await vi.waitFor(
      async () => {
        await kyc.database.query('select pg_stat_clear_snapshot()'); // or all of a transaction sees the first one
        const found = await kyc.database.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        expect(found).toHaveLength(count);
      },
      { timeout: 10_000 },
    );
  }

  const finished = (clientId: string) => app.finished(clientId);
  const erase = (scanRef: string) => app.erase(scanRef);
  const receipt = (scanRef: string) => app.receipt(scanRef);
  const dump = () => app.dump();
  const deliver = (scanRef: string, clientId: string, finishTime?: number) =>
    app.deliver(scanRef, clientId, finishTime);
});
