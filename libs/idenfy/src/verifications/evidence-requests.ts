import type { EntityManager } from 'typeorm';
import type { TableNames } from '../database/table-names.js';
import type { OutboxChange } from '../outbox/outbox-change.js';
import { isVerdict } from './merge.js';

/** Notes, in the transaction of a final verdict, that its evidence is to be collected. */
export async function requestEvidence(
  manager: EntityManager,
  { evidenceCollection }: TableNames,
  changes: readonly OutboxChange[],
): Promise<void> {
  const verdicts = changes.filter(movesFinalVerdict);
  if (verdicts.length === 0) return;
  await manager.query(
    `insert into ${evidenceCollection} (verification_id, status, requested_at, next_try_at)
     select id, status, at, at from unnest($1::uuid[], $2::text[], $3::timestamptz[]) as verdict(id, status, at)`,
    [
      verdicts.map(({ verification }) => verification.id),
      verdicts.map(({ verification }) => verification.status),
      verdicts.map(({ at }) => at),
    ],
  );
}

/** Of two verdicts with equal rank the more cautious one stands, so a conflict can move it as well. */
function movesFinalVerdict({ verification, lines }: OutboxChange): boolean {
  const { status, final, erasedAt } = verification;
  if (!final || !isVerdict(status) || erasedAt !== null) return false;
  return lines.some(
    ({ cause, effect }) =>
      (cause === 'WEBHOOK' || cause === 'LOOKUP') && (effect === 'applied' || effect === 'conflict'),
  );
}
