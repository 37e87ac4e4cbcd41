import { Injectable } from '@nestjs/common';
import type { CallOptions } from '../client/call-options.js';
import { IdenfyClock } from '../client/clock.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { IdenfyApiError } from '../errors/call.errors.js';
import { IdenfyConflictError } from '../errors/refusal.errors.js';
import { isIdenfyError } from '../errors/idenfy.error.js';
import {
  type DirectProcessingRequest,
  IdenfyDirectProcessingService,
} from '../operations/direct-processing.service.js';
import type { Actor } from '../database/actor.js';
import { deadlineAfterSubmission, endWithoutVerdict } from './change.js';
import { raised } from './merge.js';
import { ChangeTransaction } from './change-log.js';
import { SessionStore } from './start/session-store.js';

/** The person reports to be back from iDenfy's page. That proves nothing; once, it moves the deadline for the result forward. */
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

/** The images of a direct submission; the token comes from the stored session. */
export type Submission = Pick<
  DirectProcessingRequest,
  'country' | 'documentType' | 'images' | 'skipAnalysis'
>;

/**
 * Sends images for a session. The row records beforehand that they are being sent, so that after a second submission or a
 * crash it is known that iDenfy may have them.
 */
@Injectable()
export class Submissions {
  constructor(
    private readonly directProcessing: IdenfyDirectProcessingService,
    private readonly sessions: SessionStore,
    private readonly changes: ChangeTransaction,
    private readonly clock: IdenfyClock,
  ) {}

  /** Lets a caller check before reading 20 MB whether they would be accepted. @throws IdenfyConflictError */
  assertOpen(
    { status, submission, submittedAt, expiresAt }: IdenfyVerification,
    now = this.clock.now(),
  ): void {
    if ((submission !== null && submission !== 'refused') || submittedAt !== null) {
      throw new IdenfyConflictError({ identifier: 'ALREADY_SUBMITTED' });
    }
    if (status !== 'ACTIVE' || (expiresAt !== null && expiresAt <= now)) {
      throw new IdenfyConflictError({
        identifier: 'SESSION_OVER',
        message: 'This verification no longer accepts documents; start another one.',
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
      this.assertOpen(change.verification, change.at);
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
      await this.recordFailure(id, actor, error);
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

  /** Checks the images before anything is recorded or sent. */
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

  private async recordFailure(id: string, actor: Actor, error: unknown): Promise<void> {
    const lost = !isIdenfyError(error) || error.answerLost;
    const note = isIdenfyError(error) ? (error.identifier ?? error.name) : 'UNKNOWN';
    const tokenIsGone = error instanceof IdenfyApiError && error.identifier === 'TOKEN_NOT_VALID';
    await this.changes.of(id, (change) => {
      if (change.verification.submission !== 'sending') return;
      change.record(
        { cause: 'SUBMITTED', source: actor.kind, actor, effect: tokenIsGone ? 'applied' : 'noted', note },
        (row) => {
          row.submission = lost ? 'unknown' : 'refused';
          if (lost) row.attention = raised(row.attention, 'SUBMISSION_UNKNOWN');
          // the session cannot be used any more, so it must not block another start
          if (tokenIsGone && row.status === 'ACTIVE') endWithoutVerdict(row, 'EXPIRED');
        },
      );
    });
  }
}
