import type { Change, Occasion } from '../changes/change.js';
import { deadlineAfterResult } from '../deadline.js';
import type { IdenfyVerification } from '../entities/verification.entity.js';
import type { Finding } from './finding.js';
import { type Effect, type KnownVerdict, merge } from './merge.js';

/** Merges one word of iDenfy's into a locked verification, and remembers what it did. */
export function mergeInto(
  change: Change,
  finding: Finding,
  occasion: Omit<Occasion, 'source' | 'effect' | 'said'>,
): Effect {
  const { verification, at } = change;
  const { effect, next, lookUp } = merge(knownVerdictOf(verification), finding);
  // what is asked for again and again would otherwise be asked for ever
  const isNews =
    finding.source !== 'looked-up' ||
    next.status !== verification.status ||
    next.final !== verification.final;
  change.record({ ...occasion, source: finding.source, effect, said: finding.status }, (row) => {
    if (row.decision !== null && next.decision === null) forgetDecision(row);
    Object.assign(row, fieldsOf(next));
    if (finding.level === 'final' || finding.level === 'provisional' || finding.level === 'reviewing') {
      row.submittedAt ??= at;
    }
    if (effect === 'applied' && (isNews || row.final)) row.deadlineAt = deadlineAfterResult(row, at);
    if (effect === 'applied' && isNews) row.lookups = 0;
    if (lookUp) {
      row.lookups = 0;
      row.deadlineAt = at;
    }
  });
  return effect;
}

function knownVerdictOf(row: IdenfyVerification): KnownVerdict {
  return {
    status: row.status,
    final: row.final,
    rank: row.rank,
    fraudTags: row.fraudTags,
    mismatchTags: row.mismatchTags,
    autoDocument: row.autoDocument,
    autoFace: row.autoFace,
    manualDocument: row.manualDocument,
    manualFace: row.manualFace,
    resubmittedAt: row.resubmittedAt && Math.floor(row.resubmittedAt.getTime() / 1000),
    decision: row.decision,
    attention: row.attention,
  };
}

function fieldsOf(next: KnownVerdict): Partial<IdenfyVerification> {
  return {
    status: next.status,
    final: next.final,
    rank: next.rank,
    fraudTags: [...next.fraudTags],
    mismatchTags: [...next.mismatchTags],
    autoDocument: next.autoDocument,
    autoFace: next.autoFace,
    manualDocument: next.manualDocument,
    manualFace: next.manualFace,
    resubmittedAt: next.resubmittedAt === null ? null : new Date(next.resubmittedAt * 1000),
    attention: next.attention,
  };
}

function forgetDecision(row: IdenfyVerification): void {
  row.decision = null;
  row.decisionBy = null;
  row.decisionAt = null;
  row.decisionReason = null;
}
