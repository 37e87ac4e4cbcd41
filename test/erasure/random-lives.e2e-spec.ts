import {
  DueErasures,
  type ErasureReceipt,
  ErasureReplay,
  LegalHolds,
  Relationships,
  RetentionSweep,
} from 'nestjs-idenfy';
import { aWebhook } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Backup } from './backup.js';
import { DAY, ErasingApp } from './erasing-app.js';

const KEEP_DAYS = 20;
const DELETE_DAYS = 40;
const DAY_MS = DAY * 60_000;
const SEED = Number(process.env['LIVES_SEED'] ?? Date.now() % 1_000_000);
const LIVES = Number(process.env['LIVES'] ?? 12);
const STEPS = 20;

/** What the test knows of an attempt, by what it did itself. */
interface Attempt {
  readonly scanRef: string;
  readonly startedAt: number;
  verdict: string | null;
  decision: string | null;
  wasApproved: boolean;
  endedAt: number | null;
}

/** A backup, and what the test knew of the life when it was made. */
interface Saved {
  readonly backup: Backup;
  readonly life: Life;
  readonly at: Date;
}

/** A person as the law sees them, written down independently of the library. */
class Life {
  attempts: Attempt[] = [];
  begunAt: number | null = null;
  endedAt: number | null = null;
  until = 0;
  isHeld = false;
  /** What staff may ask to erase once more: the answer is the erasure that waits. */
  requested = new Set<string>();
  /** What was erased after a backup that was restored, and must go again although the backup knows no reason. */
  replayed: ReadonlySet<string> = new Set();

  get records(): readonly Attempt[] {
    return this.attempts.filter(({ verdict }) => verdict !== null);
  }

  copy(): Life {
    const copy = Object.assign(new Life(), this);
    copy.requested = new Set(this.requested);
    copy.attempts = this.attempts.map((attempt) => ({ ...attempt }));
    return copy;
  }

  /** When the days begin to count, or null while they do not. */
  get start(): number | null {
    const isOpen = this.records.some(({ verdict, decision }) => verdict === 'SUSPECTED' && decision === null);
    if (isOpen || this.records.length === 0) return null;
    const isCustomer =
      (this.begunAt !== null && this.endedAt === null) ||
      this.records.some(
        ({ wasApproved, startedAt }) => wasApproved && startedAt > (this.endedAt ?? -Infinity),
      );
    if (isCustomer) return null;
    return Math.max(this.endedAt ?? 0, ...this.records.map(({ endedAt }) => endedAt ?? 0));
  }

  mustBeKept(now: number): boolean {
    const { start } = this;
    return this.isHeld || start === null || now < Math.max(start + KEEP_DAYS * DAY_MS, this.until);
  }

  mustBeGone(now: number): boolean {
    const { start } = this;
    return !this.isHeld && start !== null && now > Math.max(start + DELETE_DAYS * DAY_MS, this.until) + 1_000;
  }
}

describe.each(['express', 'fastify'] as const)(`random lives of seed ${SEED}, on %s`, (adapter) => {
  let app: ErasingApp;
  let state = SEED;

  beforeAll(async () => {
    app = await ErasingApp.start(
      { startsAt: 'relationship-end', keepAtLeastDays: KEEP_DAYS, deleteAfterDays: DELETE_DAYS },
      { adapter },
    );
  });
  afterAll(() => app.close());

  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const oneOf = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[random(values.length)] ?? values[0];
  const now = () => app.clock.now().getTime();

  it.each(Array.from({ length: LIVES }, (_, index) => index))(
    'life %i: kept while it must be, gone when it must be',
    async (index) => {
      const clientId = `life-${adapter}-${index}`;
      let life = new Life();
      let saved: Saved | null = null;
      const acts: string[] = [];
      for (let step = 0; step < STEPS; step++) {
        const what = oneOf(['act', 'act', 'act', 'act', 'act', 'act', 'back up', 'restore'] as const);
        if (what === 'act' || (what === 'restore' && saved === null))
          acts.push(await act(life, clientId, acts));
        else acts.push(what);
        if (what === 'back up') {
          saved = { backup: await Backup.of(app.kyc.database), life: life.copy(), at: app.clock.now() };
        }
        if (what === 'restore' && saved !== null) life = await restored(saved);
        const days = oneOf([0, 1, 19, 21, 41, 90]);
        acts.push(`${days} days later`);
        app.clock.shift(days * DAY + 1);
        app.kyc.simulator.advance((days * DAY + 1) * 60);
        await app.kyc.settled();
        await app.kyc.app.get(RetentionSweep).run();
        await app.kyc.app.get(DueErasures).run();
        await check(life, acts);
      }
    },
    60_000,
  );

  /** Restores the backup and replays the receipts that were exported before. */
  async function restored({ backup, life, at }: Saved): Promise<Life> {
    const replay = app.kyc.app.get(ErasureReplay);
    const receipts: ErasureReceipt[] = [];
    for await (const receipt of replay.receipts(at)) receipts.push(receipt);
    await backup.restore();
    for (const receipt of receipts) await replay.replay(receipt, { actor: { kind: 'staff', id: 'grace' } });
    const before = life.copy();
    before.replayed = new Set([...life.replayed, ...receipts.flatMap(({ scanRef }) => scanRef ?? [])]);
    before.replayed.forEach((scanRef) => before.requested.add(scanRef));
    return before;
  }

  async function act(life: Life, clientId: string, acts: readonly string[]): Promise<string> {
    const last = life.attempts.at(-1);
    const isEmpty = !last || (last.verdict === null && random(4) > 0);
    const next = last ? 'verdict' : 'start';
    const what = isEmpty
      ? next
      : oneOf([
          'start',
          'verdict',
          'decide',
          'decide',
          'begin',
          'end',
          'end',
          'hold',
          'lift',
          'extend',
          'erase',
          'erase',
        ] as const);
    switch (what) {
      case 'start': {
        const { body, status } = await app.staff('POST', '/idenfy/verifications', { clientId, force: true });
        if (status !== 201) return 'start refused';
        const scanRef = String(body['scanRef']);
        const facts = { verdict: null, decision: null, wasApproved: false, endedAt: null };
        life.attempts.push({ scanRef, startedAt: now(), ...facts });
        return what;
      }
      case 'verdict': {
        if (!last) return 'nothing';
        const overall = oneOf(['APPROVED', 'DENIED', 'SUSPECTED'] as const);
        const finishTime = Math.floor(now() / 1_000);
        await app.deliverSigned(
          aWebhook({ scanRef: last.scanRef, clientId, overall, final: true, finishTime }),
        );
        await readBack(last);
        return `verdict ${overall}`;
      }
      case 'decide': {
        const suspected = life.attempts.find(({ verdict, decision }) => verdict === 'SUSPECTED' && !decision);
        if (!suspected) return 'nothing';
        const decision = oneOf(['ACCEPTED', 'REJECTED'] as const);
        const path = `/idenfy/verifications/${suspected.scanRef}/decision`;
        expect((await app.staff('POST', path, { decision, reason: 'as it is' })).status).toBe(200);
        suspected.decision = decision;
        suspected.endedAt = now();
        suspected.wasApproved ||= decision === 'ACCEPTED';
        return `decide ${decision}`;
      }
      case 'erase': {
        if (!last) return 'nothing';
        const isKept = last.verdict !== null && life.mustBeKept(now());
        const { status } = await app.erase(last.scanRef);
        const isRefused = (isKept || life.isHeld) && !life.requested.has(last.scanRef);
        expect(status, `erased after: ${acts.join(', ')}`).toBe(isRefused ? 409 : 202);
        if (status === 202) life.requested.add(last.scanRef);
        return what;
      }
      default:
        return life.attempts.length === 0 ? 'nothing' : aboutPerson(life, clientId, what);
    }
  }

  async function aboutPerson(
    life: Life,
    clientId: string,
    what: 'begin' | 'end' | 'hold' | 'lift' | 'extend',
  ): Promise<string> {
    const relationships = app.kyc.app.get(Relationships);
    const holds = app.kyc.app.get(LegalHolds);
    const by = { reason: 'a random life', staffId: 'grace' };
    const at = app.clock.now();
    switch (what) {
      case 'begin':
        await relationships.begun({ clientId }, at);
        if (life.endedAt !== null) [life.begunAt, life.endedAt] = [at.getTime(), null];
        else life.begunAt ??= at.getTime();
        break;
      case 'end':
        await relationships.ended({ clientId }, at);
        life.endedAt = at.getTime();
        break;
      case 'hold':
      case 'lift':
        await (what === 'hold' ? holds.place({ clientId }, by) : holds.lift({ clientId }, by));
        life.isHeld = what === 'hold';
        break;
      case 'extend':
        life.until = at.getTime() + 50 * DAY_MS;
        await relationships.extendRetention({ clientId }, { until: new Date(life.until), reason: by.reason });
    }
    return what;
  }

  /** Which of two reports wins is tested elsewhere, so the verdict is taken from the answer. */
  async function readBack(attempt: Attempt): Promise<void> {
    const { body } = await app.staff('GET', `/idenfy/verifications/${attempt.scanRef}`);
    const status = String(body['status']);
    if (!['APPROVED', 'DENIED', 'SUSPECTED'].includes(status)) return;
    attempt.verdict = status;
    attempt.decision = (body['decision'] as string | null) ?? null;
    attempt.wasApproved ||= status === 'APPROVED';
    if (status === 'SUSPECTED' && attempt.decision === null) attempt.endedAt = null;
    else attempt.endedAt ??= now();
  }

  async function check(life: Life, acts: readonly string[]): Promise<void> {
    // the background may carry out an erasure at the same time
    const gone = await vi.waitFor(() => checkedGone(life, acts), 10_000);
    life.attempts = life.attempts.filter(({ scanRef }) => !gone.has(scanRef));
    if (life.attempts.length === 0) {
      [life.begunAt, life.endedAt] = [null, null];
      life.until = 0;
    }
  }

  /** The sessions that are erased, if those are the right ones. */
  async function checkedGone(life: Life, acts: readonly string[]): Promise<ReadonlySet<string>> {
    const erased = await app.kyc.database.query<{ scan_ref: string }>(
      'select scan_ref from idenfy_verification where erased_at is not null and scan_ref = any($1)',
      [life.attempts.map(({ scanRef }) => scanRef)],
    );
    const gone = new Set(erased.map(({ scan_ref: scanRef }) => scanRef));
    const back = life.attempts.filter(({ scanRef }) => life.replayed.has(scanRef));
    const goneAgain = back.filter(({ scanRef }) => gone.has(scanRef));
    if (life.isHeld) expect(goneAgain, `held after: ${acts.join(', ')}`).toEqual([]);
    else if (acts.at(-2) === 'restore')
      expect(goneAgain, `gone again after: ${acts.join(', ')}`).toEqual(back);
    const records = life.records.filter(({ scanRef }) => !life.replayed.has(scanRef));
    const kept = records.filter(({ scanRef }) => !gone.has(scanRef));
    // with a replayed one others can have lost the reason to be kept, within the same step
    if (life.mustBeKept(now()) && goneAgain.length === 0) {
      expect(kept, `kept after: ${acts.join(', ')}`).toEqual(records);
    }
    if (life.mustBeGone(now())) expect(kept, `gone after: ${acts.join(', ')}`).toEqual([]);
    return gone;
  }
});
