import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from './finding.js';
import { type KnownVerdict, merge } from './merge.js';
import type { Level, Source } from './rank.js';

const nothingKnown: KnownVerdict = {
  status: 'ACTIVE',
  final: false,
  rank: 0,
  fraudTags: [],
  mismatchTags: [],
  autoDocument: null,
  autoFace: null,
  manualDocument: null,
  manualFace: null,
  resubmittedAt: null,
  decision: null,
  attention: null,
};

function said(status: string, more: Partial<Finding> = {}): Finding {
  return {
    status,
    level: 'final',
    source: 'automatic',
    finishTime: 1_000,
    fraudTags: [],
    mismatchTags: [],
    autoDocument: null,
    autoFace: null,
    manualDocument: null,
    manualFace: null,
    resubmission: false,
    receivedAt: 1_000,
    lateRepeat: false,
    ...more,
  };
}

function after(...words: Finding[]): KnownVerdict {
  return words.reduce((known, word) => merge(known, word).next, nothingKnown);
}

describe('merging what iDenfy says', () => {
  it('takes the more cautious of two manual results of the same time, and asks for a look-up', () => {
    const approved = said('APPROVED', { source: 'manual' });
    const denied = said('DENIED', { source: 'manual' });
    const second = merge(after(approved), denied);
    expect(second).toMatchObject({
      effect: 'conflict',
      lookUp: true,
      next: { status: 'DENIED', attention: 'CONFLICT' },
    });
    expect(after(denied, approved)).toEqual(second.next);
  });

  it('is settled by the look-up, whatever it says', () => {
    const conflict = after(said('APPROVED', { source: 'manual' }), said('DENIED', { source: 'manual' }));
    const settled = merge(
      conflict,
      said('APPROVED', { source: 'looked-up', finishTime: 3_000, receivedAt: 3_000 }),
    );
    expect(settled).toMatchObject({ effect: 'applied', next: { status: 'APPROVED', attention: null } });
  });

  it('does not let an older look-up silence a later correction', () => {
    const lookedUp = after(said('APPROVED', { source: 'looked-up', finishTime: 3_000 }));
    const corrected = merge(
      lookedUp,
      said('DENIED', { source: 'manual', finishTime: 1_000, receivedAt: 9_000 }),
    );
    expect(corrected).toMatchObject({ effect: 'conflict', lookUp: true, next: { status: 'DENIED' } });
  });

  it('keeps a verdict that is being reviewed again', () => {
    const resubmitted = said('SUSPECTED', { level: 'provisional', resubmission: true, finishTime: 2_000 });
    expect(after(said('APPROVED'), resubmitted)).toMatchObject({
      status: 'APPROVED',
      final: true,
      resubmittedAt: 2_000,
    });
  });

  it('asks a human about bytes that return long after, when the verdict has changed', () => {
    const known = after(said('APPROVED'), said('DENIED', { source: 'manual' }));
    const late = merge(known, said('APPROVED', { lateRepeat: true }));
    expect(late).toMatchObject({ lookUp: true, next: { status: 'DENIED', attention: 'LATE_REPEAT' } });
  });

  it('raises no alarm about bytes that return long after and say what is known', () => {
    expect(merge(after(said('APPROVED')), said('APPROVED', { lateRepeat: true }))).toMatchObject({
      effect: 'confirmed',
      lookUp: false,
      next: { attention: null },
    });
  });

  it('clears a decision that a final result contradicts', () => {
    const decided = { ...after(said('SUSPECTED')), decision: 'ACCEPTED' as const };
    const { next } = merge(decided, said('DENIED', { source: 'manual' }));
    expect(next).toMatchObject({ status: 'DENIED', decision: null, attention: 'DECISION_OVERTAKEN' });
  });

  it('keeps a decision that a final result agrees with', () => {
    const decided = { ...after(said('SUSPECTED')), decision: 'ACCEPTED' as const };
    expect(merge(decided, said('APPROVED', { source: 'manual' })).next).toMatchObject({
      decision: 'ACCEPTED',
      attention: null,
    });
  });

  it('keeps what is known when iDenfy says a word we never heard of', () => {
    expect(merge(after(said('APPROVED')), said('FROZEN'))).toMatchObject({
      effect: 'refused',
      next: { status: 'APPROVED', attention: 'UNKNOWN_STATUS' },
    });
  });

  it('ends in the same state for any order of the same words, with repeats or without', () => {
    const words = fc.uniqueArray(callbacks(), {
      minLength: 1,
      maxLength: 7,
      selector: (word) => JSON.stringify(word),
    });
    const orders = words.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length }),
        fc.array(fc.constantFrom(...list), { maxLength: 5 }),
      ),
    );
    fc.assert(
      fc.property(orders, ([straight, shuffled, repeats]) => {
        expect(after(...shuffled, ...repeats)).toEqual(after(...straight));
      }),
      { numRuns: 5_000, seed: 20_261_120 },
    );
  });
});

/** Callbacks as iDenfy could send them; tags follow from the verdict, as they do there. */
function callbacks(): fc.Arbitrary<Finding> {
  const time = fc.constantFrom(1_000, 2_000, 3_000);
  const source = fc.constantFrom<Source>('automatic', 'manual');
  const verdict = fc
    .record({
      status: fc.constantFrom('APPROVED', 'DENIED', 'SUSPECTED'),
      level: fc.constantFrom<Level>('final', 'provisional'),
      source,
      finishTime: time,
      resubmission: fc.boolean(),
      autoFace: fc.constantFrom(null, 'FACE_MATCH', 'FACE_MISMATCH'),
    })
    .map((word) =>
      said(word.status, {
        ...word,
        resubmission: word.resubmission && word.level === 'provisional',
        mismatchTags: word.status === 'SUSPECTED' ? ['NAME'] : [],
      }),
    );
  const reviewing = time.map((finishTime) => said('REVIEWING', { level: 'reviewing', finishTime }));
  const ended = fc
    .record({ status: fc.constantFrom('EXPIRED', 'CANCELLED'), finishTime: time })
    .map((word) => said(word.status, { ...word, level: 'ended' }));
  return fc.oneof({ weight: 5, arbitrary: verdict }, reviewing, ended);
}
