import { Injectable } from '@nestjs/common';
import { IdenfyBudgetError } from '../errors/idenfy-budget.error.js';
import { IdenfyBulkheadError } from '../errors/idenfy-bulkhead.error.js';
import { IdenfyCircuitError } from '../errors/idenfy-circuit.error.js';
import { IdenfyThrottledError } from '../errors/idenfy-throttled.error.js';
import { IdenfyRetrievalService } from '../operations/retrieval.service.js';
import { SYSTEM } from '../verification/actor.js';
import { ChangeTransaction } from '../verification/changes/change-transaction.js';
import type { IdenfyVerification } from '../verification/entities/verification.entity.js';
import { LookUps } from '../verification/lookup/look-ups.js';
import { LostAnswers } from '../verification/start/lost-answers.js';
import { ReconciliationSettings } from './reconciliation.options.js';

const FIRST_DISTANCE_MS = 15 * 60 * 1_000;

/** No person has more sessions than these pages of a hundred hold; a list that never ends must not hold us. */
const MAX_PAGES = 10;

/** Finds out about one session we should have heard of. After a bounded number of tries a human is asked. */
@Injectable()
export class OverdueSession {
  constructor(
    private readonly retrieval: IdenfyRetrievalService,
    private readonly lookUps: LookUps,
    private readonly lostAnswers: LostAnswers,
    private readonly changes: ChangeTransaction,
    private readonly settings: ReconciliationSettings,
  ) {}

  /** A session that cannot be looked up now is tried again later, or handed to a human. */
  async lookAfter(verification: IdenfyVerification): Promise<void> {
    if (verification.erasedAt !== null) return this.stopWaiting(verification);
    try {
      if (verification.scanRef === null) await this.findAgain(verification);
      else await this.lookUp(verification);
    } catch (error) {
      if (error instanceof IdenfyThrottledError)
        return this.again(verification, (error.retryAfterSeconds ?? 60) * 1_000);
      if (wasNotAsked(error)) return this.again(verification, FIRST_DISTANCE_MS);
      await this.countTry(verification.id);
    }
    await this.afterTry(verification.id);
  }

  private async lookUp(verification: IdenfyVerification): Promise<void> {
    const { submission, id } = verification;
    const looked = await this.lookUps.refresh(verification, SYSTEM);
    if (looked.status !== 'ACTIVE' || (submission !== 'unknown' && submission !== 'sending')) return;
    // iDenfy still waits for pictures, so ours never arrived: the person may send them again
    await this.changes.of(id, (change) => {
      if (change.verification.submission !== submission) return;
      change.record(
        { cause: 'LOOKUP', source: 'looked-up', actor: SYSTEM, effect: 'noted', note: 'NOT_SUBMITTED' },
        (row) => {
          row.submission = null;
          if (row.attention === 'SUBMISSION_UNKNOWN') row.attention = null;
        },
      );
    });
  }

  /** The answer to `/token` was lost: the session is the one at iDenfy that no row stands for, or there is none. */
  private async findAgain(verification: IdenfyVerification): Promise<void> {
    const { id, account, clientId } = verification;
    const active = await this.activeSessions(account, clientId);
    await this.countTry(id);
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

  private async countTry(id: string): Promise<void> {
    await this.changes.of(id, (change) => {
      change.record(
        { cause: 'LOOKUP', source: 'system', actor: SYSTEM, effect: 'noted', note: 'TRY' },
        (row) => {
          row.lookups += 1;
        },
      );
    });
  }

  private async afterTry(id: string): Promise<void> {
    await this.changes.of(id, (change) => {
      const { deadlineAt, lookups } = change.verification;
      if (deadlineAt === null || deadlineAt > change.at) return;
      if (lookups < this.settings.lookUpsPerSession) {
        change.record(
          { cause: 'DEADLINE', source: 'system', actor: SYSTEM, effect: 'noted', note: 'LATER' },
          (row) => {
            row.deadlineAt = new Date(
              change.at.getTime() + FIRST_DISTANCE_MS * 2 ** Math.max(0, lookups - 1),
            );
          },
        );
        return;
      }
      change.record(
        { cause: 'ATTENTION', source: 'system', actor: SYSTEM, effect: 'noted', note: 'OVERDUE' },
        (row) => {
          row.attention ??= 'OVERDUE';
          row.deadlineAt = null;
        },
      );
    });
  }

  private async again({ id }: IdenfyVerification, ms: number): Promise<void> {
    await this.changes.of(id, (change) => {
      change.record(
        { cause: 'DEADLINE', source: 'system', actor: SYSTEM, effect: 'noted', note: 'LATER' },
        (row) => {
          row.deadlineAt = new Date(change.at.getTime() + ms);
        },
      );
    });
  }

  private async stopWaiting({ id }: IdenfyVerification): Promise<void> {
    await this.changes.of(id, (change) => {
      change.record(
        { cause: 'DEADLINE', source: 'system', actor: SYSTEM, effect: 'noted', note: 'ERASED' },
        (row) => {
          row.deadlineAt = null;
        },
      );
    });
  }
}

/** We held the question back ourselves: that is no try, or an outage of iDenfy's would use them all up. */
function wasNotAsked(error: unknown): boolean {
  return (
    error instanceof IdenfyBudgetError ||
    error instanceof IdenfyCircuitError ||
    error instanceof IdenfyBulkheadError
  );
}
