import { Injectable } from '@nestjs/common';
import type { CallOptions } from '../../client/call/call-options.js';
import { IdenfyClock } from '../../client/clock.js';
import { IdenfyConflictError } from '../../errors/idenfy-conflict.error.js';
import { IdenfyApiError } from '../../errors/idenfy-api.error.js';
import { isIdenfyError } from '../../errors/is-idenfy-error.js';
import { IdenfyDirectProcessingService } from '../../operations/direct-processing/direct-processing.service.js';
import type { DirectProcessingRequest } from '../../operations/direct-processing/direct-processing-request.js';
import type { Actor } from '../actor.js';
import { ChangeTransaction } from '../changes/change-transaction.js';
import { deadlineAfterSubmission } from '../deadline.js';
import type { IdenfyVerification } from '../entities/verification.entity.js';
import { rankOf } from '../merge/rank.js';
import { Sessions } from '../start/sessions.js';

/** The pictures of a direct submission; the session adds its token. */
export type Submission = Pick<
  DirectProcessingRequest,
  'country' | 'documentType' | 'images' | 'skipAnalysis'
>;

/**
 * Sends pictures for a session. The row says beforehand that they are on their way, so that a second submission,
 * or a crash in between, never leaves it open what iDenfy may have got.
 */
@Injectable()
export class Submissions {
  constructor(
    private readonly directProcessing: IdenfyDirectProcessingService,
    private readonly sessions: Sessions,
    private readonly changes: ChangeTransaction,
    private readonly clock: IdenfyClock,
  ) {}

  /** Answers before 20 MB are read whether it would be of any use. @throws IdenfyConflictError */
  assertOpen({ status, submission, submittedAt, expiresAt }: IdenfyVerification): void {
    if ((submission !== null && submission !== 'refused') || submittedAt !== null) {
      throw new IdenfyConflictError({ identifier: 'ALREADY_SUBMITTED' });
    }
    if (status !== 'ACTIVE' || (expiresAt !== null && expiresAt <= this.clock.now())) {
      throw new IdenfyConflictError({
        identifier: 'SESSION_OVER',
        message: 'This verification takes no documents any more; start another one.',
      });
    }
  }

  async submit(
    verification: IdenfyVerification,
    submission: Submission,
    { actor, signal }: { actor: Actor; signal?: AbortSignal },
  ): Promise<IdenfyVerification> {
    const { id, account } = verification;
    const send = await this.checked(verification, submission);
    await this.changes.of(id, (change) => {
      this.assertOpen(change.verification);
      change.record(
        { cause: 'SUBMITTED', source: actor.kind, actor, effect: 'noted', note: 'SENDING' },
        (row) => {
          row.submission = 'sending';
          row.deadlineAt = deadlineAfterSubmission(row, change.at);
        },
      );
    });
    try {
      await send({ account, ...(signal && { signal }) });
    } catch (error) {
      await this.rememberFailure(id, actor, error);
      throw error;
    }
    return this.changes.of(id, (change) => {
      change.record(
        { cause: 'SUBMITTED', source: actor.kind, actor, effect: 'noted', note: 'ACCEPTED' },
        (row) => {
          row.submission = 'accepted';
          row.submittedAt ??= change.at;
        },
      );
    });
  }

  /** What can be refused here is refused before anything is written down or sent. */
  private async checked(
    { id, tokenType, driverLicenseBack, additionalSteps }: IdenfyVerification,
    submission: Submission,
  ): Promise<(options: CallOptions) => Promise<void>> {
    const session = await this.sessions.resume(id);
    if (!session) throw new IdenfyConflictError({ identifier: 'SESSION_UNRECOVERABLE' });
    return this.directProcessing.checked({
      ...submission,
      authToken: session.authToken,
      ...(tokenType && { tokenType }),
      driverLicenseBack,
      additionalSteps,
    });
  }

  private async rememberFailure(id: string, actor: Actor, error: unknown): Promise<void> {
    const lost = !isIdenfyError(error) || error.answerLost;
    const note = isIdenfyError(error) ? (error.identifier ?? error.name) : 'UNKNOWN';
    const tokenIsGone = error instanceof IdenfyApiError && error.identifier === 'TOKEN_NOT_VALID';
    await this.changes.of(id, (change) => {
      if (change.verification.submission !== 'sending') return;
      change.record(
        { cause: 'SUBMITTED', source: actor.kind, actor, effect: tokenIsGone ? 'applied' : 'noted', note },
        (row) => {
          row.submission = lost ? 'unknown' : 'refused';
          if (lost) row.attention = 'SUBMISSION_UNKNOWN';
          // the session cannot be used any more, so it must not stand in the way of another one
          if (tokenIsGone && row.status === 'ACTIVE') {
            row.status = 'EXPIRED';
            row.final = true;
            row.rank = Math.max(row.rank, rankOf({ level: 'ended', source: 'automatic', finishTime: 0 }));
          }
        },
      );
    });
  }
}
