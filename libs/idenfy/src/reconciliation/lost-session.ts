import { Injectable } from '@nestjs/common';
import { IdenfyRetrievalService } from '../operations/retrieval.service.js';
import { SYSTEM } from '../verification/actor.js';
import { ChangeTransaction } from '../verification/changes/change-transaction.js';
import type { IdenfyVerification } from '../verification/entities/verification.entity.js';
import { LostAnswers } from '../verification/start/lost-answers.js';

/** No person has more sessions than these pages of a hundred hold; a list that never ends must not hold us. */
const MAX_PAGES = 10;

/** The answer to `/token` was lost: the session is the one at iDenfy that no row stands for, or there is none. */
@Injectable()
export class LostSession {
  constructor(
    private readonly retrieval: IdenfyRetrievalService,
    private readonly lostAnswers: LostAnswers,
    private readonly changes: ChangeTransaction,
  ) {}

  async findAgain({ id, account, clientId }: IdenfyVerification): Promise<void> {
    const active = await this.activeSessions(account, clientId);
    const known = await this.lostAnswers.known(account, active);
    if (active.length > known.length) return this.lostAnswers.adopt(id, account, active);
    await this.changes.of(id, (change) => {
      if (change.verification.scanRef !== null || change.verification.closedAt !== null) return;
      change.record(
        { cause: 'START_FAILED', source: 'looked-up', actor: SYSTEM, note: 'NO_SESSION' },
        (row) => {
          row.status = 'START_FAILED';
          row.final = true;
          row.startError = 'NO_SESSION';
        },
      );
    });
  }

  private async activeSessions(account: string, clientId: string): Promise<string[]> {
    const active: string[] = [];
    for (let page = 1; page <= MAX_PAGES; page++) {
      const { results, next } = await this.retrieval.list({ clientId, page, perPage: 100 }, { account });
      active.push(...results.filter(({ status }) => status === 'ACTIVE').map(({ scanRef }) => scanRef));
      if (!next || results.length === 0) break;
    }
    return active;
  }
}
