import { randomUUID } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import {
  DeadLetters,
  type ErasureReceipt,
  ErasureReplay,
  FieldCipher,
  LegalHolds,
  OnErasure,
  type VerificationErased,
} from 'nestjs-idenfy';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { commandLine } from '../support/command-line.js';
import { Backup } from './backup.js';
import { DAY, ErasingApp } from './erasing-app.js';

/** What the host keeps about people, and whether its systems answer. */
@Injectable()
class Ledger {
  calls: VerificationErased[] = [];
  isAway = false;
  /** What its errors tell besides. */
  says = '';

  @OnErasure({ name: 'ledger', maxAttempts: 1 })
  forget(erased: VerificationErased) {
    this.calls.push(erased);
    if (this.isAway) throw new Error(`the ledger is away${this.says}`);
  }
}

const HASH_KEY = Buffer.alloc(32, 7).toString('base64');
const actor = { kind: 'staff', id: 'grace' } as const;

/** The receipt once the erasures that are due are carried out, by this test or by the background. */
function eventually(app: ErasingApp, scanRef: string, expected: object): Promise<Record<string, unknown>> {
  return vi.waitFor(async () => {
    await app.later(0);
    await app.kyc.settled();
    const receipt = await app.receipt(scanRef);
    expect(receipt).toMatchObject(expected);
    return receipt;
  }, 10_000);
}

describe('the host, told of erasures', () => {
  let app: ErasingApp;
  let ledger: Ledger;

  beforeAll(async () => {
    app = await ErasingApp.start(
      { keepAtLeastDays: 0 },
      {
        host: { providers: [Ledger] },
        options: {
          hashKey: HASH_KEY,
          handlers: { logErrors: false, describeError: (error) => String(error) },
        },
      },
    );
    ledger = app.kyc.app.get(Ledger);
  });
  beforeEach(() => {
    ledger.calls = [];
    ledger.isAway = false;
    ledger.says = '';
  });
  afterAll(() => app.close());

  const callsAbout = (clientId: string) => ledger.calls.filter((call) => call.clientId === clientId);

  it('learns whom it concerns before the receipt says done', async () => {
    const scanRef = await app.kyc.started('told', { externalRef: 'order-1' });
    await app.end(scanRef, 'DENIED');

    expect(['erased', 'done']).toContain((await app.erase(scanRef)).body['state']);
    await app.kyc.settled();

    const receipt = await eventually(app, scanRef, { state: 'done', atIdenfy: 'DELETED', replayed: false });
    expect(callsAbout('told')).toEqual([
      expect.objectContaining({
        erasureId: receipt['erasureId'],
        account: 'default',
        scanRef,
        externalRef: 'order-1',
        isPersonGone: true,
        attempt: 1,
        idempotencyKey: expect.stringMatching(/^[\w-]{32}$/) as string,
      }),
    ]);
    expect(await app.dump()).not.toContain('told');
  });

  it('is told that another verification of the person is kept', async () => {
    const first = await app.finished('twice');
    const second = await app.finished('twice', 'APPROVED');

    await app.erase(first);
    await app.kyc.settled();
    await app.erase(second);
    await app.kyc.settled();

    expect(callsAbout('twice').map(({ scanRef, isPersonGone }) => ({ scanRef, isPersonGone }))).toEqual([
      { scanRef: first, isPersonGone: false },
      { scanRef: second, isPersonGone: true },
    ]);
  });

  it('is told again after staff retry a call that failed, until when the ids are kept sealed', async () => {
    ledger.isAway = true;
    const scanRef = await app.finished('retried');
    await app.erase(scanRef);
    await app.kyc.settled();
    await app.later(0);
    expect(await app.receipt(scanRef)).toMatchObject({ state: 'erased' });
    expect(await sealedIds(scanRef)).toMatchObject([{ clientId: 'retried', scanRef }]);
    expect(await app.dump()).not.toContain('retried');

    ledger.isAway = false;
    await app.kyc.app.get(DeadLetters).retryAllSince(new Date(0), { actor, reason: 'retried by telephone' });
    await app.kyc.settled();

    await eventually(app, scanRef, { state: 'done' });
    expect(callsAbout('retried').map(({ attempt }) => attempt)).toEqual([1, 1]);
    expect(new Set(callsAbout('retried').map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect(await sealedIds(scanRef)).toEqual([]);
  });

  it('has 30 days, after which the ids go and the receipt says HOST_NOT_TOLD', async () => {
    ledger.isAway = true;
    const scanRef = await app.finished('untold');
    await app.erase(scanRef);
    await app.kyc.settled();
    await app.later(29);
    expect(await app.receipt(scanRef)).toMatchObject({ state: 'erased' });
    expect(await sealedIds(scanRef)).toHaveLength(1);

    await app.later(1.01);

    await eventually(app, scanRef, { state: 'HOST_NOT_TOLD', completedAt: null });
    expect(await sealedIds(scanRef)).toEqual([]);
    expect((await app.erase(scanRef)).body).toMatchObject({ state: 'HOST_NOT_TOLD' });
  });

  it('was not told by a run that staff drop in bulk: the receipt says HOST_NOT_TOLD, and nothing of the run names them', async () => {
    ledger.isAway = true;
    ledger.says = ', said of dropped';
    const scanRef = await app.finished('dropped');
    await app.erase(scanRef);
    await app.kyc.settled();
    await app.later(0);
    expect(await app.receipt(scanRef)).toMatchObject({ state: 'erased' });
    expect(await sealedIds(scanRef)).toHaveLength(1);
    expect(await app.dump()).toContain('the ledger is away, said of dropped');

    const dropped = await app.staff('POST', '/idenfy/dead-letters/drop', {
      handler: 'ledger',
      reason: 'the ledger is gone',
    });
    expect(dropped).toMatchObject({ status: 202, body: { total: 1 } });

    await eventually(app, scanRef, { state: 'HOST_NOT_TOLD', completedAt: null });
    expect(await sealedIds(scanRef)).toEqual([]);
    expect(await app.dump()).not.toContain('said of dropped');
    expect(callsAbout('dropped')).toHaveLength(1);
  });

  /** What runs about the session hold, opened. */
  async function sealedIds(scanRef: string): Promise<unknown[]> {
    const rows = await app.kyc.database.query<{ id: string; erased_ids: Buffer }>(
      `select v.id, r.erased_ids from idenfy_handler_run r join idenfy_verification v on v.id = r.verification_id
        where v.scan_ref = $1 and r.erased_ids is not null`,
      [scanRef],
    );
    const cipher = app.kyc.app.get(FieldCipher);
    return rows.map(
      ({ id, erased_ids: sealed }) =>
        JSON.parse(cipher.open(sealed, `verification:${id}:erased_ids`).toString()) as unknown,
    );
  }
});

describe('a backup that brings erased people back', () => {
  let app: ErasingApp;
  let folder: string;
  const told: string[] = [];

  @Injectable()
  class Told {
    @OnErasure()
    forget({ clientId }: VerificationErased) {
      told.push(clientId);
    }
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'receipts-'));
    app = await ErasingApp.start(
      { startsAt: 'relationship-end', keepAtLeastDays: 10 },
      { host: { providers: [Told] }, options: { hashKey: HASH_KEY } },
    );
  });
  afterAll(() => app.close());

  const erasures = (...args: string[]) =>
    commandLine(['erasures', ...args], { DATABASE_URL: app.kyc.database.url, IDENFY_HASH_KEY: HASH_KEY });

  async function erasablePerson(clientId: string): Promise<string> {
    const scanRef = await app.finished(clientId);
    await app.later(11);
    return scanRef;
  }

  it('is followed by a replay of the receipts that were exported before', async () => {
    const other = await erasablePerson('also-restored');
    const scanRef = await erasablePerson('restored');
    await app.staff('PUT', '/idenfy/clients/restored/relationship', { begunAt: '2020-01-01' });
    const backup = await Backup.of(app.kyc.database);
    await app.staff('PUT', '/idenfy/clients/restored/relationship', { endedAt: '2021-01-01' });
    await app.erase(scanRef);
    await app.erase(other);
    await app.kyc.settled();
    expect(await app.dump()).not.toContain('"restored"');
    const exported = await erasures('export', '--since', '2020-01-01T00:00:00Z');
    expect(exported.code).toBe(0);
    expect(exported.out).not.toContain('restored');

    await backup.restore();
    expect((await app.erase(scanRef)).body).toMatchObject({ identifier: 'RETENTION_NOT_OVER' });
    const file = join(folder, 'receipts.jsonl');
    await writeFile(file, exported.out + exported.out);
    expect(await erasures('replay', file, '--by', 'oskar')).toMatchObject({
      code: 0,
      out: '2 erasures are requested again: the running service carries them out. 0 of the receipts name what is erased, 0 what is not in this database.\n',
    });
    told.length = 0;
    const replayed = { state: 'done', requestedBy: 'oskar', reason: 'REPLAY', replayed: true };
    await eventually(app, scanRef, replayed);
    await eventually(app, other, replayed);

    expect(new Set(told)).toEqual(new Set(['also-restored', 'restored']));
    const again = await app.kyc.app
      .get(ErasureReplay)
      .replay(JSON.parse(exported.out.split('\n')[0] ?? '') as ErasureReceipt, { actor });
    expect(again).toBe('erased');
  });

  it('keeps what is under a legal hold, until it is lifted', async () => {
    const scanRef = await erasablePerson('suspect');
    const backup = await Backup.of(app.kyc.database, ['idenfy_client', 'idenfy_verification']);
    await app.erase(scanRef);
    await app.kyc.settled();
    await app.later(0);
    await backup.restore();
    const by = { reason: 'case 4711', staffId: 'grace' };
    await app.kyc.app.get(LegalHolds).place({ clientId: 'suspect' }, by);

    expect((await erasures('replay', '--since', '2020-01-01')).out).toBe(
      '1 erasure is requested again: the running service carries it out.\n',
    );
    await eventually(app, scanRef, { state: 'requested', lastError: 'LEGAL_HOLD' });

    await app.kyc.app.get(LegalHolds).lift({ clientId: 'suspect' }, by);
    app.clock.shift(DAY);
    await eventually(app, scanRef, { state: 'done', replayed: true });
    expect(await app.dump()).not.toContain('suspect');
  });

  it('is not erased from by a receipt that was changed, nor by what is none', async () => {
    await app.erase(await erasablePerson('real'));
    const { value: receipt } = await app.kyc.app.get(ErasureReplay).receipts().next();
    const file = join(folder, 'forged.jsonl');
    await writeFile(file, `${JSON.stringify(receipt)}\n{"erasureId": 1}`);
    const error = 'nestjs-idenfy: line 2 is no receipt of an erasure\n';
    expect(await erasures('replay', file)).toEqual({ code: 1, out: '', error });

    await writeFile(file, JSON.stringify({ ...receipt, verificationId: randomUUID() }));
    expect(await erasures('replay', file)).toEqual({
      code: 1,
      out: '',
      error: 'nestjs-idenfy: line 1 was changed, or written under another IDENFY_HASH_KEY\n',
    });
  });

  it('explains itself, and refuses what it does not know', async () => {
    expect((await erasures('--help')).out).toContain('erasures replay <file>');
    for (const args of [['replay'], ['export', '--since', 'soon']]) {
      expect(await erasures(...args)).toMatchObject({ code: 2 });
    }
  });
});
