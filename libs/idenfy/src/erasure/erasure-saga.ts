import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdenfyClock } from '../client/clock.js';
import { IdenfyApiError } from '../errors/idenfy-api.error.js';
import { isIdenfyError } from '../errors/is-idenfy-error.js';
import { IdenfyDeletionService } from '../operations/deletion.service.js';
import { IdenfyErasure } from '../verification/entities/erasure.entity.js';
import { IdenfyVerification } from '../verification/entities/verification.entity.js';
import { LocalErasure } from './local-erasure.js';

const FIRST_DISTANCE_MS = 60_000;
const LONGEST_DISTANCE_MS = 24 * 60 * 60 * 1_000;

/**
 * Takes an erasure forward: deleted at iDenfy first, here second. Each step is remembered before the next one, so
 * a crash in between loses nothing; repeating a step does no harm.
 */
@Injectable()
export class ErasureSaga {
  constructor(
    private readonly dataSource: DataSource,
    private readonly deletion: IdenfyDeletionService,
    private readonly localErasure: LocalErasure,
    private readonly clock: IdenfyClock,
  ) {}

  /** Never throws for iDenfy's sake: what cannot be done now stands with its reason, to be tried again. */
  async advance(verificationId: string): Promise<void> {
    const erasures = this.dataSource.getRepository(IdenfyErasure);
    const erasure = await erasures.findOneByOrFail({ verificationId });
    if (erasure.state === 'requested' || erasure.state === 'waiting') {
      const deleted = await this.deleteAtIdenfy(erasure);
      if (!deleted) return;
    }
    if (erasure.state === 'done') return;
    await this.localErasure.erase(verificationId);
    await erasures.update(erasure.id, { state: 'done', completedAt: this.clock.now(), lastError: null });
  }

  private async deleteAtIdenfy(erasure: IdenfyErasure): Promise<boolean> {
    const erasures = this.dataSource.getRepository(IdenfyErasure);
    const verification = await this.dataSource
      .getRepository(IdenfyVerification)
      .findOneByOrFail({ id: erasure.verificationId });
    try {
      if (verification.scanRef !== null) {
        await this.deletion.delete(verification.scanRef, { account: verification.account });
      }
    } catch (error) {
      if (!isGone(error)) {
        await erasures.update(erasure.id, this.laterAfter(error, erasure, verification));
        return false;
      }
    }
    await erasures.update(erasure.id, {
      state: 'deleted',
      deletedAtIdenfy: this.clock.now(),
      lastError: null,
    });
    return true;
  }

  /** "Token has not expired yet." is waited out; anything else is tried again at growing distance. */
  private laterAfter(
    error: unknown,
    { attempts }: IdenfyErasure,
    { expiresAt }: IdenfyVerification,
  ): Partial<IdenfyErasure> {
    const now = this.clock.now();
    const distance = Math.min(FIRST_DISTANCE_MS * 2 ** attempts, LONGEST_DISTANCE_MS);
    const stillOpen = isIdenfyError(error) && error.identifier === 'PARTNER_ERROR';
    const nextTryAt =
      stillOpen && expiresAt !== null && expiresAt > now ? expiresAt : new Date(now.getTime() + distance);
    return {
      state: stillOpen ? 'waiting' : 'requested',
      attempts: attempts + 1,
      nextTryAt,
      lastError: isIdenfyError(error) ? (error.identifier ?? error.name) : 'UNKNOWN',
    };
  }
}

/** Deleted before, or never there: both are what was wanted. */
function isGone(error: unknown): boolean {
  return error instanceof IdenfyApiError && error.httpStatus === 404;
}
