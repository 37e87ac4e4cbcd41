import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdenfyClock } from '../client/clock.js';
import { IdenfyConflictError } from '../errors/idenfy-conflict.error.js';
import type { Actor } from '../verification/actor.js';
import { IdenfyErasure } from '../verification/entities/erasure.entity.js';
import { IdenfyPerson } from '../verification/entities/person.entity.js';
import type { IdenfyVerification } from '../verification/entities/verification.entity.js';
import { tablesOf } from '../verification/table-names.js';
import { ErasureSaga, LEASE_MS } from './erasure-saga.js';
import { RetentionSettings } from './erasure.options.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Erases a verification at iDenfy and here, and keeps the receipt. */
@Injectable()
export class Erasures {
  constructor(
    private readonly dataSource: DataSource,
    private readonly saga: ErasureSaga,
    private readonly settings: RetentionSettings,
    private readonly clock: IdenfyClock,
  ) {}

  /**
   * Asks for a verification to be erased. Asking again answers with the same erasure.
   *
   * @throws IdenfyConflictError `LEGAL_HOLD`, `RETENTION_NOT_OVER`
   */
  async request(
    verification: IdenfyVerification,
    { actor, reason }: { actor: Actor; reason?: string | undefined },
  ): Promise<IdenfyErasure> {
    const earlier = await this.receipt(verification);
    if (earlier) return earlier;
    await this.assertAllowed(verification);
    const now = this.clock.now();
    const leasedUntil = new Date(now.getTime() + LEASE_MS);
    await this.dataSource.query(
      `insert into ${tablesOf(this.dataSource).erasure} (id, verification_id, requested_by, reason, requested_at, next_try_at)
       values ($1, $2, $3, $4, $5, $6) on conflict (verification_id) do nothing`,
      [randomUUID(), verification.id, actor.id, reason ?? null, now, leasedUntil],
    );
    await this.saga.advance(verification.id);
    return this.dataSource.getRepository(IdenfyErasure).findOneByOrFail({ verificationId: verification.id });
  }

  /** How far the erasure is, or null when nobody asked for one. */
  receipt({ id }: IdenfyVerification): Promise<IdenfyErasure | null> {
    return this.dataSource.getRepository(IdenfyErasure).findOneBy({ verificationId: id });
  }

  private async assertAllowed({ account, clientId, closedAt }: IdenfyVerification): Promise<void> {
    const person = await this.dataSource.getRepository(IdenfyPerson).findOneBy({ account, clientId });
    if (person?.legalHold) throw new IdenfyConflictError({ identifier: 'LEGAL_HOLD' });
    if (closedAt === null) return;
    const over = new Date(closedAt.getTime() + this.settings.of(account).keepAtLeastDays * DAY_MS);
    const seconds = Math.ceil((over.getTime() - this.clock.now().getTime()) / 1_000);
    if (seconds > 0)
      throw new IdenfyConflictError({ identifier: 'RETENTION_NOT_OVER', retryAfterSeconds: seconds });
  }
}
