import { Injectable } from '@nestjs/common';
import type { Actor } from './actor.js';
import { ChangeTransaction } from './changes/change-transaction.js';
import { deadlineAfterSubmission } from './deadline.js';
import type { IdenfyVerification } from './entities/verification.entity.js';

/** "I am back from iDenfy": nothing is believed of it; once, it brings forward when a result is missed. */
@Injectable()
export class Returns {
  constructor(private readonly changes: ChangeTransaction) {}

  note({ id }: IdenfyVerification, actor: Actor): Promise<IdenfyVerification> {
    return this.changes.of(id, (change) => {
      const { returnedAt, closedAt, status } = change.verification;
      if (returnedAt !== null || closedAt !== null || status !== 'ACTIVE') return;
      change.record({ cause: 'RETURNED', source: actor.kind, actor, effect: 'noted' }, (row) => {
        row.returnedAt = change.at;
        row.deadlineAt = deadlineAfterSubmission(row, change.at);
      });
    });
  }
}
