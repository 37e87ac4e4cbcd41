import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, Not } from 'typeorm';
import { IdenfyClock } from '../client/clock.js';
import { IdenfyApiError } from '../errors/idenfy-api.error.js';
import { isIdenfyError } from '../errors/is-idenfy-error.js';
import { IdenfyDeletionService } from '../operations/deletion.service.js';
import { IdenfyErasure } from '../verification/entities/erasure.entity.js';
import { IdenfyPerson } from '../verification/entities/person.entity.js';
import { IdenfyVerification } from '../verification/entities/verification.entity.js';
import { LocalErasure } from './local-erasure.js';

const FIRST_DISTANCE_MS = 60_000;
const LONGEST_DISTANCE_MS = 24 * 60 * 60 * 1_000;
const HOLD_DISTANCE_MS = 60 * 60 * 1_000;

/** An erasure that somebody is at is nobody else's for so long: longer than any call to iDenfy takes. */
export const LEASE_MS = 5 * 60 * 1_000;

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
    if (erasure.state === 'done') return;
    const verification = await this.dataSource
      .getRepository(IdenfyVerification)
      .findOneByOrFail({ id: verificationId });
    if (await this.isHeld(verification)) return this.waitForHold(erasure);
    if (erasure.state !== 'deleted' && !(await this.deleteAtIdenfy(erasure, verification))) return;
    await this.localErasure.erase(verificationId);
    await erasures.update(
      { id: erasure.id, state: Not('done') },
      { state: 'done', completedAt: this.clock.now(), lastError: null },
    );
  }

  private isHeld({ account, clientId }: IdenfyVerification): Promise<boolean> {
    return this.dataSource
      .getRepository(IdenfyPerson)
      .existsBy({ account, clientId, legalHold: Not(IsNull()) });
  }

  /** A hold that came after the erasure was asked for stops what is left of it, until it is lifted. */
  private async waitForHold({ id }: IdenfyErasure): Promise<void> {
    const nextTryAt = new Date(this.clock.now().getTime() + HOLD_DISTANCE_MS);
    await this.dataSource
      .getRepository(IdenfyErasure)
      .update({ id, state: Not('done') }, { nextTryAt, lastError: 'LEGAL_HOLD' });
  }

  private async deleteAtIdenfy(erasure: IdenfyErasure, verification: IdenfyVerification): Promise<boolean> {
    const erasures = this.dataSource.getRepository(IdenfyErasure);
    // whoever was faster has written what became of it
    const stillToDelete = { id: erasure.id, state: In(['requested', 'waiting']) };
    try {
      if (verification.scanRef !== null) {
        await this.deletion.delete(verification.scanRef, { account: verification.account });
      }
    } catch (error) {
      if (!isGone(error)) {
        await erasures.update(stillToDelete, this.laterAfter(error, erasure, verification));
        return false;
      }
    }
    await erasures.update(stillToDelete, {
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
