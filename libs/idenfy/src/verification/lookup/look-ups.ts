import { Injectable } from '@nestjs/common';
import { IdenfyRetrievalService } from '../../operations/retrieval.service.js';
import type { Actor } from '../actor.js';
import { ChangeTransaction } from '../changes/change-transaction.js';
import type { IdenfyVerification } from '../entities/verification.entity.js';
import { findingOfLookup } from '../merge/finding.js';
import { mergeInto } from '../merge/merge-into.js';
import { MissingData } from './missing-data.js';
import { scanRefOf } from './scan-ref-of.js';
import { Turns } from './turns.js';

/** Asks iDenfy where a verification stands: rarely, and one at a time across all replicas. */
@Injectable()
export class LookUps {
  constructor(
    private readonly retrieval: IdenfyRetrievalService,
    private readonly turns: Turns,
    private readonly missingData: MissingData,
    private readonly changes: ChangeTransaction,
  ) {}

  /**
   * Asks for the status, and for the document's data where a verdict came without it.
   *
   * @throws IdenfyThrottledError when it was asked for less than ten minutes ago
   */
  async refresh(verification: IdenfyVerification, actor: Actor): Promise<IdenfyVerification> {
    const scanRef = scanRefOf(verification);
    const { answer, askedAt } = await this.turns.take(verification, 'looked_up_at', async (at) => ({
      answer: await this.retrieval.status(scanRef, { account: verification.account }),
      askedAt: at,
    }));
    const finding = findingOfLookup(answer, askedAt);
    const told = await this.missingData.askAfter(verification, finding.status);
    return this.changes.of(verification.id, (change) => {
      const row = change.verification;
      scanRefOf(row); // or what was erased while iDenfy was asked would be there again
      row.lookedUpAt = askedAt;
      row.lookups += 1;
      row.unanswered = 0;
      mergeInto(change, finding, { cause: 'LOOKUP', actor });
      this.missingData.fill(change, told);
    });
  }
}
