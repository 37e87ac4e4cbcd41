import { CallbackPurge, IdenfyClock, LegalHolds, RetentionSweep } from 'nestjs-idenfy';
import { aWebhook, signWebhook, someData } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from './support/kyc-app.js';
import { ShiftableClock } from './support/shiftable-clock.js';

const CANARIES = ['CANARYNAME', 'canary-person', 'canary-reference', 'CANARYDOCUMENT'];

describe('erasing a verification', () => {
  let kyc: KycApp;
  let clock: ShiftableClock;

  beforeAll(async () => {
    clock = new ShiftableClock();
    kyc = await KycApp.start({
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
      options: {
        keep: 'data',
        reconciliation: { enabled: false },
        retention: { keepAtLeastDays: 30, deleteAfterDays: 365 },
      },
    });
  });
  afterAll(() => kyc.close());

  it('leaves nothing of the person in the database, and a receipt', async () => {
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

  it('waits for iDenfy where the session is still open, and goes on by itself', async () => {
    const scanRef = await kyc.started('still-open');
    const asked = await erase(scanRef);
    expect(asked).toMatchObject({ status: 202, body: { state: 'waiting' } });
    expect(await dump()).toContain('still-open');
  });

  it('does not let a late callback bring anything back', async () => {
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

  it('erases by itself what may not be kept any longer, unless the law holds it', async () => {
    const [gone, held] = [await kyc.started('canary-old'), await kyc.started('canary-held')];
    for (const scanRef of [gone, held]) kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();
    const holds = kyc.app.get(LegalHolds);
    await holds.place({ clientId: 'canary-held' }, { reason: 'case 7', staffId: 'grace' });

    clock.shift(400 * 24 * 60);
    await kyc.app.get(RetentionSweep).run();

    expect(await dump()).not.toContain('canary-old');
    expect(await dump()).toContain('canary-held');
    expect(await erase(held)).toMatchObject({ status: 409, body: { identifier: 'LEGAL_HOLD' } });
    const audit = await kyc.request('GET', `/idenfy/audit?scanRef=${held}`, { caller: 'staff:grace' });
    expect(audit.text).toContain('"action":"LEGAL_HOLD"');

    await holds.lift({ clientId: 'canary-held' }, { reason: 'case closed', staffId: 'grace' });
    await kyc.app.get(RetentionSweep).run();
    expect(await dump()).not.toContain('canary-held');
  });

  it('throws away raw callbacks a day after everybody is done with them', async () => {
    const scanRef = await kyc.started('canary-raw');
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();
    const bodies = () =>
      kyc.database.query('select from idenfy_webhook where scan_ref = $1 and body is not null', [scanRef]);
    await kyc.app.get(CallbackPurge).run();
    expect(await bodies()).toHaveLength(1);

    clock.shift(25 * 60);
    await kyc.app.get(CallbackPurge).run();
    expect(await bodies()).toHaveLength(0);
  });

  const erase = (scanRef: string) =>
    kyc.request('DELETE', `/idenfy/verifications/${scanRef}`, { caller: 'staff:grace' });

  async function deliver(scanRef: string, clientId: string, finishTime?: number): Promise<void> {
    const data = someData({ docFirstName: 'CANARYNAME', docNumber: 'CANARYDOCUMENT' });
    const webhook = aWebhook({
      scanRef,
      clientId,
      overall: 'APPROVED',
      data,
      ...(finishTime && { finishTime }),
    });
    const { body, headers } = signWebhook(webhook, 'a-signing-key-of-this-test');
    const { status } = await kyc.request('POST', '/idenfy/webhooks', { body, headers });
    expect(status).toBe(200);
    await kyc.settled();
  }

  /** Every value of every row, as text. */
  async function dump(): Promise<string> {
    const tables = await kyc.database.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'public'`,
    );
    const rows: string[] = [];
    for (const { name } of tables) {
      const found = await kyc.database.query<{ row: string }>(`select t::text as row from ${name} t`);
      rows.push(...found.map(({ row }) => row));
    }
    return rows.join('\n');
  }
});
