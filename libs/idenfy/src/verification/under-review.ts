import type { IdenfyVerification } from './entities/verification.entity.js';
import { isUnderReview } from './merge/merge.js';

/** Whether a resubmission newer than the verdict is being reviewed, while the verdict stands. */
export function underReview({
  final,
  rank,
  resubmittedAt,
}: Pick<IdenfyVerification, 'final' | 'rank' | 'resubmittedAt'>): boolean {
  return isUnderReview({
    final,
    rank,
    resubmittedAt: resubmittedAt && Math.floor(resubmittedAt.getTime() / 1000),
  });
}
