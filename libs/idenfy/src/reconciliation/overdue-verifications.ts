import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../database/actor.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import {
  IdenfyApiError,
  IdenfyBudgetError,
  IdenfyBulkheadError,
  IdenfyCancelledError,
  IdenfyCircuitError,
  IdenfyNetworkError,
  IdenfyTimeoutError,
} from '../errors/call.errors.js';
import { isIdenfyError } from '../errors/idenfy.error.js';
import { IdenfyThrottledError } from '../errors/refusal.errors.js';
import { IdenfyRetrievalService } from '../operations/retrieval.service.js';
import { awaitsData, isDisputed } from '../verifications/change.js';
import { settled } from '../verifications/merge.js';
import { ChangeTransaction } from '../verifications/change-log.js';
import { MissingData } from '../verifications/extracted-data.js';
import { Lookups } from '../verifications/lookups.js';
import { LostAnswers } from '../verifications/start/lost-answers.js';
import { LookupAttempts } from './lookup-attempts.js';

/** Pages of a hundred sessions that are read of one person at most, so that an endless list ends. */
const MAX_PAGES = 10;

/** Settles one overdue verification by asking iDenfy. After a limited number of attempts staff are asked to look at it. */
@Injectable()
export class OverdueVerifications {
  constructor(
    private readonly lookups: Lookups,
    private readonly missingData: MissingData,
    private readonly retrieval: IdenfyRetrievalService,
    private readonly lostAnswers: LostAnswers,
    private readonly attempts: LookupAttempts,
    private readonly changes: ChangeTransaction,
  ) {}

  /**
   * Asks iDenfy about the verification, and sets when to ask again if that did not settle it.
   *
   * @returns whether iDenfy can be asked about other verifications of the same account now
   * @throws only errors that do not come from the call to iDenfy
   */
  async lookUp(verification: IdenfyVerification): Promise<boolean> {
    if (verification.erasedAt !== null) {
      await this.attempts.stop(verification);
      return true;
    }
    try {
      const counted = await this.ask(verification);
      await this.attempts.answered(verification, { counted });
      return true;
    } catch (error) {
      if (!isIdenfyError(error)) throw error;
      const failure = failureOf(error);
      if (failure === 'too-soon') await this.attempts.postpone(verification, error.retryAfterSeconds ?? 60);
      if (failure === 'unanswered') await this.attempts.unanswered(verification, error.retryAfterSeconds);
      if (failure === 'answered') await this.attempts.answered(verification, { counted: false });
      return failure === 'too-soon' || failure === 'answered';
    }
  }

  /** Returns whether the attempt is counted in `lookups` already. */
  private async ask(verification: IdenfyVerification): Promise<boolean> {
    if (verification.scanRef === null) {
      await this.findLostSession(verification);
      return false;
    }
    if (awaitsData(verification) && !isDisputed(verification)) {
      await this.missingData.complete(verification);
      return true;
    }
    const looked = await this.lookups.refresh(verification, SYSTEM);
    if (looked.status === 'ACTIVE') await this.reopenForImages(verification);
    return true;
  }

  /** The answer to `/token` was lost: an active session of the person that belongs to no verification, or none at all. */
  private async findLostSession({ id, account, clientId }: IdenfyVerification): Promise<void> {
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

  /** iDenfy still waits for images, so those that were sent never arrived: the person may send them again. */
  private async reopenForImages({ id, submission }: IdenfyVerification): Promise<void> {
    if (submission !== 'unknown' && submission !== 'sending') return;
    await this.changes.of(id, (change) => {
      if (change.verification.submission !== submission) return;
      change.record(
        { cause: 'LOOKUP', source: 'looked-up', actor: SYSTEM, effect: 'noted', note: 'NOT_SUBMITTED' },
        (row) => {
          row.submission = null;
          row.attention = settled(row.attention, 'SUBMISSION_UNKNOWN');
        },
      );
    });
  }
}

/**
 * What a failed lookup means. `too-soon`: the verification was looked up just now. `not-sent`: our own limits kept the
 * request back. `unanswered`: iDenfy cannot answer about any session now. `answered`: it answered about this one.
 */
type Failure = 'too-soon' | 'not-sent' | 'unanswered' | 'answered';

const NOT_SENT = [IdenfyBudgetError, IdenfyBulkheadError, IdenfyCancelledError, IdenfyCircuitError];

/** An outage, or a problem with our own account, is not counted against the verification. */
function failureOf(error: unknown): Failure {
  if (error instanceof IdenfyThrottledError) return 'too-soon';
  if (NOT_SENT.some((kind) => error instanceof kind)) return 'not-sent';
  if (error instanceof IdenfyNetworkError || error instanceof IdenfyTimeoutError) return 'unanswered';
  if (error instanceof IdenfyApiError && concernsEverySession(error)) return 'unanswered';
  return 'answered';
}

/** Credentials, contract, rate limits; `INTERNAL_ERROR` and `TOO_MANY_REQUESTS` come with any status. */
function concernsEverySession({ status, actor, identifier, httpStatus }: IdenfyApiError): boolean {
  return actor === 'operator' || status >= 500 || httpStatus === 503 || identifier === 'INTERNAL_ERROR';
}
