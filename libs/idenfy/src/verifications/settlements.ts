import type { Attention } from '@nestjs-idenfy/contract';
import { Injectable } from '@nestjs/common';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { IdenfyConflictError } from '../errors/refusal.errors.js';
import { FreeTexts } from '../privacy/free-texts.js';
import { settled } from './merge.js';
import { ChangeTransaction } from './change-log.js';
import { assertVersion, type DecisionStep } from './decisions.js';

/** What a member of staff has looked into. */
export interface Settlement extends DecisionStep {
  attention: Attention;
  /** What was found; kept sealed until the verification is erased. */
  reason: string;
}

/** Reasons that end with a lookup, which decides which verdict stands, or with the erasure that they are about. */
const NEVER_BY_HAND: ReadonlySet<Attention> = new Set(['CONFLICT', 'LATE_DUPLICATE', 'ERASURE_FAILED']);

/** Reasons that decide, while the session is open, what the person sees or whether they may start. */
const ONCE_CLOSED: ReadonlySet<Attention> = new Set([
  'OVERDUE',
  'AMBIGUOUS_START',
  'TOKEN_LOST',
  'SUBMISSION_UNKNOWN',
]);

/**
 * Whether staff may settle a reason that they have looked into. Of the others something else depends on the reason; after
 * `UNREADABLE_EXPIRY` only this does: a lookup does not ask for a readable expiry any more.
 */
export function canBeSettledByHand(
  { closedAt }: { readonly closedAt: Date | null },
  reason: Attention,
): boolean {
  return !NEVER_BY_HAND.has(reason) && (closedAt !== null || !ONCE_CLOSED.has(reason));
}

/** Settles by hand a reason for attention that staff have looked into. The next event of the same kind raises it again. */
@Injectable()
export class Settlements {
  constructor(
    private readonly changes: ChangeTransaction,
    private readonly texts: FreeTexts,
  ) {}

  /**
   * @throws IdenfyConflictError `NOTHING_TO_SETTLE` where the reason is not raised; `SETTLED_BY_RESULT` where staff cannot settle it now
   * @throws IdenfyPreconditionError when the verification is no longer in the given version
   */
  async settle({ id }: Pick<IdenfyVerification, 'id'>, given: Settlement): Promise<IdenfyVerification> {
    const { attention, reason, actor } = given;
    return this.changes.of(id, async (change, manager) => {
      assertVersion(change, given);
      if (!change.verification.attention.includes(attention)) {
        throw new IdenfyConflictError({ identifier: 'NOTHING_TO_SETTLE' });
      }
      if (!canBeSettledByHand(change.verification, attention)) {
        throw new IdenfyConflictError({ identifier: 'SETTLED_BY_RESULT' });
      }
      const noteDigest = await this.texts.keep(manager, reason, id);
      change.record(
        {
          cause: 'ATTENTION_SETTLED',
          source: 'staff',
          actor,
          effect: 'noted',
          reportedStatus: attention,
          noteDigest,
        },
        (row) => {
          row.attention = settled(row.attention, attention);
        },
      );
    });
  }
}
