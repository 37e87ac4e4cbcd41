import type { IdenfyVerification } from './entities/verification.entity.js';
import { readRank } from './merge/rank.js';
import { isVerdict } from './merge/verdict.js';

/** Whether the final verdict was looked up, and iDenfy has not told since then what the document says. */
export function awaitsData({
  status,
  final,
  rank,
  dataAskedAt,
}: Pick<IdenfyVerification, 'status' | 'final' | 'rank' | 'dataAskedAt'>): boolean {
  const { source, finishTime } = readRank(rank);
  if (!final || source !== 'looked-up' || !isVerdict(status)) return false;
  return dataAskedAt === null || dataAskedAt.getTime() < finishTime * 1_000;
}
