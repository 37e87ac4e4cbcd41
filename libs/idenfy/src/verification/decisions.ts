import { Injectable } from '@nestjs/common';
import { IdenfyConflictError } from '../errors/idenfy-conflict.error.js';
import type { Actor } from './actor.js';
import { ChangeTransaction } from './changes/change-transaction.js';
import type { IdenfyVerification } from './entities/verification.entity.js';

/** The host's own word on a SUSPECTED result (S3: the partner decides). */
export interface Decision {
  decision: 'ACCEPTED' | 'REJECTED';
  /** Why, in the words of whoever decided; kept on the verification until it is erased. */
  reason: string;
  actor: Actor;
}

/** Writes the host's decision beside iDenfy's word, which it never overwrites. */
@Injectable()
export class Decisions {
  constructor(private readonly changes: ChangeTransaction) {}

  /** @throws IdenfyConflictError `NOTHING_TO_DECIDE` */
  decide({ id }: IdenfyVerification, { decision, reason, actor }: Decision): Promise<IdenfyVerification> {
    return this.changes.of(id, (change) => {
      const { status, final, decision: earlier, erasedAt } = change.verification;
      if (status !== 'SUSPECTED' || !final || earlier !== null || erasedAt !== null) {
        throw new IdenfyConflictError({ identifier: 'NOTHING_TO_DECIDE' });
      }
      change.record({ cause: 'DECISION', source: 'staff', actor, said: decision }, (row) => {
        row.decision = decision;
        row.decisionBy = actor.id;
        row.decisionAt = change.at;
        row.decisionReason = reason;
        if (row.attention === 'DECISION_OVERTAKEN') row.attention = null;
      });
    });
  }
}
