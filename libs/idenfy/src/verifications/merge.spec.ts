import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KnownVerdict, type Level, merge, type Source, type StatusReport } from './merge.js';

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
  attention: [],
};

function reportOf(status: string, more: Partial<StatusReport> = {}): StatusReport {
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
    lateDuplicate: false,
    ...more,
  };
}

function after(...reports: StatusReport[]): KnownVerdict {
  return reports.reduce((known, report) => merge(known, report).next, nothingKnown);
}

describe('merging status reports', () => {
  it('takes the more cautious of two manual results of the same time, and requests a lookup', () => {
    const approved = reportOf('APPROVED', { source: 'manual' });
    const denied = reportOf('DENIED', { source: 'manual' });
    const second = merge(after(approved), denied);
    expect(second).toMatchObject({
      effect: 'conflict',
      lookup: true,
      next: { status: 'DENIED', attention: ['CONFLICT'] },
    });
    expect(after(denied, approved)).toEqual(second.next);
  });

  it('settles a conflict by a lookup, whatever it reports', () => {
    const conflict = after(
      reportOf('APPROVED', { source: 'manual' }),
      reportOf('DENIED', { source: 'manual' }),
    );
    const settled = merge(
      conflict,
      reportOf('APPROVED', { source: 'looked-up', finishTime: 3_000, receivedAt: 3_000 }),
    );
    expect(settled).toMatchObject({ effect: 'applied', next: { status: 'APPROVED', attention: [] } });
  });

  it('does not let an older lookup override a later correction', () => {
    const lookedUp = after(reportOf('APPROVED', { source: 'looked-up', finishTime: 3_000 }));
    const corrected = merge(
      lookedUp,
      reportOf('DENIED', { source: 'manual', finishTime: 1_000, receivedAt: 9_000 }),
    );
    expect(corrected).toMatchObject({ effect: 'conflict', lookup: true, next: { status: 'DENIED' } });
  });

  it('keeps a verdict that is under review again', () => {
    const resubmitted = reportOf('SUSPECTED', {
      level: 'provisional',
      resubmission: true,
      finishTime: 2_000,
    });
    expect(after(reportOf('APPROVED'), resubmitted)).toMatchObject({
      status: 'APPROVED',
      final: true,
      resubmittedAt: 2_000,
    });
  });

  it('asks staff about a late duplicate when the verdict has changed', () => {
    const known = after(reportOf('APPROVED'), reportOf('DENIED', { source: 'manual' }));
    const late = merge(known, reportOf('APPROVED', { lateDuplicate: true }));
    expect(late).toMatchObject({ lookup: true, next: { status: 'DENIED', attention: ['LATE_DUPLICATE'] } });
  });

  it('raises no attention for a late duplicate of the known verdict', () => {
    expect(merge(after(reportOf('APPROVED')), reportOf('APPROVED', { lateDuplicate: true }))).toMatchObject({
      effect: 'confirmed',
      lookup: false,
      next: { attention: [] },
    });
  });

  it('clears a decision that a final result contradicts', () => {
    const decided = { ...after(reportOf('SUSPECTED')), decision: 'ACCEPTED' as const };
    const { next } = merge(decided, reportOf('DENIED', { source: 'manual' }));
    expect(next).toMatchObject({ status: 'DENIED', decision: null, attention: ['DECISION_OVERTAKEN'] });
  });

  it('keeps a decision that a final result agrees with', () => {
    const decided = { ...after(reportOf('SUSPECTED')), decision: 'ACCEPTED' as const };
    expect(merge(decided, reportOf('APPROVED', { source: 'manual' })).next).toMatchObject({
      decision: 'ACCEPTED',
      attention: [],
    });
  });

  it('keeps the known status when iDenfy reports one that is not known here', () => {
    expect(merge(after(reportOf('APPROVED')), reportOf('FROZEN'))).toMatchObject({
      effect: 'refused',
      next: { status: 'APPROVED', attention: ['UNKNOWN_STATUS'] },
    });
  });

  it('ends in the same state for any order of the same reports, with duplicates or without', () => {
    const reports = fc.uniqueArray(webhooks(), {
      minLength: 1,
      maxLength: 7,
      selector: (report) => JSON.stringify(report),
    });
    const orders = reports.chain((list) =>
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

/** Webhooks as iDenfy could send them; tags follow from the verdict, as they do there. */
function webhooks(): fc.Arbitrary<StatusReport> {
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
    .map((report) =>
      reportOf(report.status, {
        ...report,
        resubmission: report.resubmission && report.level === 'provisional',
        mismatchTags: report.status === 'SUSPECTED' ? ['NAME'] : [],
      }),
    );
  const reviewing = time.map((finishTime) => reportOf('REVIEWING', { level: 'reviewing', finishTime }));
  const ended = fc
    .record({ status: fc.constantFrom('EXPIRED', 'CANCELLED'), finishTime: time })
    .map((report) => reportOf(report.status, { ...report, level: 'ended' }));
  return fc.oneof({ weight: 5, arbitrary: verdict }, reviewing, ended);
}
