import { Injectable } from '@nestjs/common';
import { isIdenfyError } from '../errors/is-idenfy-error.js';
import { SYSTEM } from '../verification/actor.js';
import { awaitsData } from '../verification/awaits-data.js';
import { ChangeTransaction } from '../verification/changes/change-transaction.js';
import type { IdenfyVerification } from '../verification/entities/verification.entity.js';
import { LookUps } from '../verification/lookup/look-ups.js';
import { MissingData } from '../verification/lookup/missing-data.js';
import { failureOf } from './failure.js';
import { LostSession } from './lost-session.js';
import { Tries } from './tries.js';

/** Finds out about one session we should have heard of. After a bounded number of tries a human is asked. */
@Injectable()
export class OverdueSession {
  constructor(
    private readonly lookUps: LookUps,
    private readonly missingData: MissingData,
    private readonly lostSession: LostSession,
    private readonly tries: Tries,
    private readonly changes: ChangeTransaction,
  ) {}

  /**
   * Answers whether iDenfy can be asked at present. Whatever it says, the session is tried again later or handed to a
   * human; what throws is a failure of our own.
   */
  async lookAfter(verification: IdenfyVerification): Promise<boolean> {
    if (verification.erasedAt !== null) {
      await this.tries.stopWaiting(verification);
      return true;
    }
    try {
      const counted = await this.ask(verification);
      await this.tries.answered(verification, { counted });
      return true;
    } catch (error) {
      if (!isIdenfyError(error)) throw error;
      const failure = failureOf(error);
      if (failure === 'too-soon') await this.tries.putOff(verification, error.retryAfterSeconds ?? 60);
      if (failure === 'unanswered') await this.tries.unanswered(verification, error.retryAfterSeconds);
      if (failure === 'answered') await this.tries.answered(verification, { counted: false });
      return failure === 'too-soon' || failure === 'answered';
    }
  }

  /** Answers whether asking has counted the try. */
  private async ask(verification: IdenfyVerification): Promise<boolean> {
    if (verification.scanRef === null) {
      await this.lostSession.findAgain(verification);
      return false;
    }
    if (awaitsData(verification) && !isDisputed(verification)) {
      await this.missingData.complete(verification);
      return true;
    }
    const looked = await this.lookUps.refresh(verification, SYSTEM);
    if (looked.status === 'ACTIVE') await this.openForPictures(verification);
    return true;
  }

  /** iDenfy still waits for pictures, so ours never arrived: the person may send them again. */
  private async openForPictures({ id, submission }: IdenfyVerification): Promise<void> {
    if (submission !== 'unknown' && submission !== 'sending') return;
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
}

function isDisputed({ attention }: IdenfyVerification): boolean {
  return attention === 'CONFLICT' || attention === 'LATE_REPEAT';
}
