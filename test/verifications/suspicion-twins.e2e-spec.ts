import { Controller, Get } from '@nestjs/common';
import fc from 'fast-check';
import { IdenfyClock, RequireVerified } from 'nestjs-idenfy';
import type { WebhookTraits } from 'nestjs-idenfy/testing';
import { someData } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';
import { StillClock } from '../support/still-clock.js';
import { Twin } from './twins.js';

const SEED = Number(process.env['SUSPICION_SEED'] ?? 20_261_126);
const SEQUENCES = Number(process.env['SUSPICION_SEQUENCES'] ?? 3);

@Controller('payouts')
class PayoutsController {
  @RequireVerified()
  @Get()
  list() {
    return [];
  }
}

/** What iDenfy can report of any attempt. */
const REPORTS = {
  reviewing: { overall: 'REVIEWING', final: false, data: {} },
  provisionalApproval: { overall: 'APPROVED', final: false },
  provisionalDenial: { overall: 'DENIED', final: false },
  approval: { overall: 'APPROVED' },
  manualApproval: { overall: 'APPROVED', manual: true },
  denial: { overall: 'DENIED', manual: true },
  blurred: {
    overall: 'DENIED',
    manual: true,
    status: { manualDocument: 'DOC_TOO_BLURRY', manualFace: 'FACE_MATCH' },
  },
  expiry: { overall: 'EXPIRED' },
  resubmission: { overall: 'REVIEWING', final: false, data: {} },
} satisfies Record<string, WebhookTraits>;

type Report = keyof typeof REPORTS;

/** What can neither end a suspicion nor a review. */
const POWERLESS: readonly Report[] = ['expiry', 'reviewing'];

type Step =
  | { readonly kind: 'start'; readonly force: boolean }
  | { readonly kind: 'report'; readonly attempt: number; readonly report: Report; readonly late: boolean }
  | { readonly kind: 'judge'; readonly attempt: number; readonly decision: 'ACCEPTED' | 'REJECTED' }
  | { readonly kind: 'suspect'; readonly attempt: number; readonly provisional: boolean }
  | { readonly kind: 'finished'; readonly attempt: number }
  | { readonly kind: 'wait'; readonly minutes: number };

const attempt = fc.nat(5);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('start' as const), force: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('report' as const),
      attempt,
      report: fc.constantFrom(...(Object.keys(REPORTS) as Report[])),
      late: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('judge' as const),
      attempt,
      decision: fc.constantFrom('ACCEPTED' as const, 'REJECTED' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('suspect' as const), attempt, provisional: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('finished' as const), attempt }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(10, 90, 400) }),
  },
);

/** Histories that random steps seldom come to: an approval, and a renewal of it that is not over. */
const APPROVED: Step = { kind: 'report', attempt: 0, report: 'approval', late: false };
const RENEWED: readonly Step[] = [APPROVED, { kind: 'start', force: false }];
const BEGINNINGS: readonly (readonly Step[])[] = [
  [],
  [APPROVED],
  RENEWED,
  [...RENEWED, { kind: 'suspect', attempt: 1, provisional: false }],
  [...RENEWED, { kind: 'suspect', attempt: 0, provisional: false }],
];

const history = fc
  .tuple(fc.constantFrom(...BEGINNINGS), fc.array(step, { minLength: 4, maxLength: 12 }))
  .map((parts) => parts.flat());

/** Two people of the same history: where one of them comes under suspicion, an ordinary review begins for the other. */
class Twins {
  readonly suspected = new Set<number>();
  #finishTime = 1_700_000_000;

  constructor(
    readonly suspect: Twin,
    readonly reviewed: Twin,
    private readonly clock: StillClock,
  ) {}

  get both(): readonly [Twin, Twin] {
    return [this.suspect, this.reviewed];
  }

  async take(step: Step): Promise<void> {
    this.clock.advance(1);
    const count = this.suspect.attempts.length;
    if (step.kind === 'wait') return this.clock.advance(step.minutes);
    if (step.kind === 'start') {
      const [one, other] = [await this.suspect.start(step.force), await this.reviewed.start(step.force)];
      return expect(one).toBe(other);
    }
    if (count === 0) return;
    const index = step.attempt % count;
    switch (step.kind) {
      case 'report':
        return this.#report(index, step);
      case 'judge':
        return this.#judge(index, step.decision);
      case 'suspect':
        return this.#suspect(index, step.provisional);
      case 'finished': {
        const [one, other] = [await this.suspect.finished(index), await this.reviewed.finished(index)];
        return expect(one).toBe(other);
      }
      default:
        return step satisfies never;
    }
  }

  /** iDenfy approves all that is undecided, so that a stream that sent too much has to show it. */
  async approveAll(): Promise<void> {
    for (const index of this.suspected) {
      const approval = { overall: 'APPROVED', manual: true, finishTime: this.#later() } as const;
      for (const twin of this.both) await twin.report(index, approval);
    }
    this.suspected.clear();
  }

  async #report(index: number, { report, late }: { report: Report; late: boolean }): Promise<void> {
    const finishTime = late ? 1_600_000_000 : this.#later();
    if (this.suspected.has(index) && !(late && POWERLESS.includes(report))) return;
    const eventType = report === 'resubmission' ? ('IDENTIFICATION_RESUBMITTED' as const) : undefined;
    for (const twin of this.both) await twin.report(index, { ...REPORTS[report], finishTime }, eventType);
  }

  /** A suspicion of both that the host decides on at once. */
  async #judge(index: number, decision: 'ACCEPTED' | 'REJECTED'): Promise<void> {
    if (this.suspected.has(index)) return;
    const suspicion = { overall: 'SUSPECTED', manual: true, finishTime: this.#later() } as const;
    for (const twin of this.both) {
      await twin.report(index, suspicion);
      await twin.sees(); // of two changes at once, a stream may send the last one alone
      await twin.decide(index, decision);
    }
  }

  async #suspect(index: number, provisional: boolean): Promise<void> {
    const { final, status, decision } = await this.reviewed.seenByStaff(index);
    const hasVerdict = final && ['APPROVED', 'DENIED', 'SUSPECTED'].includes(status);
    const review = { ...REPORTS.reviewing, finishTime: this.#later() };
    await this.reviewed.report(index, review, hasVerdict ? 'IDENTIFICATION_RESUBMITTED' : undefined);
    // a suspicion that was decided on before is a new one only after another look
    if (decision !== null) await this.suspect.report(index, review, 'IDENTIFICATION_RESUBMITTED');
    await this.suspect.report(index, {
      overall: 'SUSPECTED',
      manual: true,
      final: hasVerdict || !provisional,
      fraudTags: ['FACE_BLACKLISTED'],
      finishTime: this.#later(),
      data: someData({ docExpiry: '2027-01-01' }),
    });
    this.suspected.add(index);
  }

  #later(): number {
    this.#finishTime += 10;
    return this.#finishTime;
  }
}

describe.each([
  { adapter: 'express', whileUndecided: 'suspend' },
  { adapter: 'fastify', whileUndecided: 'suspend' },
  { adapter: 'express', whileUndecided: 'keep' },
  { adapter: 'fastify', whileUndecided: 'keep' },
] as const)(
  'a suspicion, on $adapter with whileUndecided: $whileUndecided',
  ({ adapter, whileUndecided }) => {
    const clock = new StillClock();
    let kyc: KycApp;
    let people = 0;

    beforeAll(async () => {
      kyc = await KycApp.start({
        adapter,
        testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
        simulator: { allowConcurrentSessions: true },
        options: {
          limits: { startsPerDay: 4, coolDownSeconds: 120 },
          standing: { whileUndecided },
          reconciliation: { enabled: false },
          webhooks: { worker: { enabled: false } },
          verifiedUntil: () => new Date(clock.now().getTime() + 6 * 60 * 60 * 1_000),
        },
        host: { controllers: [PayoutsController] },
      });
    });
    afterAll(() => kyc.close());

    it('passes no gate, starts nothing, and looks like an ordinary review by all that a person can ask for', async () => {
      await fc.assert(
        fc.asyncProperty(history, async (steps) => {
          const name = `twin-${String(people++).padStart(5, '0')}`;
          const twins = new Twins(new Twin(kyc, `${name}-a`), new Twin(kyc, `${name}-b`), clock);
          try {
            for (const next of [{ kind: 'start', force: false } as const, ...steps]) {
              const verifiedBefore = await twins.suspect.passesTheGate();
              await twins.take(next);
              await expectAlike(twins, verifiedBefore);
            }
            await twins.approveAll();
            await expectAlike(twins, false);
          } finally {
            twins.both.forEach((twin) => twin.leave());
          }
        }),
        {
          numRuns: BEGINNINGS.length + SEQUENCES,
          seed: SEED,
          examples: BEGINNINGS.map((steps) => [[...steps]]),
        },
      );
    });

    async function expectAlike(twins: Twins, verifiedBefore: boolean): Promise<void> {
      const { suspect, reviewed, suspected } = twins;
      for (const index of suspected) {
        expect(await suspect.seenByStaff(index)).toMatchObject({ status: 'SUSPECTED', decision: null });
        expect(await reviewed.seenByStaff(index)).not.toMatchObject({ status: 'SUSPECTED', decision: null });
      }
      const [one, other] = await Promise.all([suspect.sees(), reviewed.sees()]);
      expect(one).toEqual(other);
      if (suspected.size === 0) return;

      // an approval that counted before may go on with `keep`; none is added
      if (whileUndecided === 'suspend' || !verifiedBefore) expect(await suspect.passesTheGate()).toBe(false);
      const paidBefore = kyc.simulator.requests('/api/v2/token').length;
      for (const force of [false, true]) {
        const refused = await suspect.start(force);
        expect(refused).toMatch(/^409\n[^]*ALREADY_SUBMITTED/);
        expect(await reviewed.start(force)).toBe(refused);
      }
      expect(kyc.simulator.requests('/api/v2/token')).toHaveLength(paidBefore);
    }
  },
);
