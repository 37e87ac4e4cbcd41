import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IdenfyClock } from '../client/clock.js';
import type { Actor } from '../database/actor.js';
import { Database } from '../database/database.js';
import { IdenfyErasure } from '../database/entities/erasure.entity.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { IdenfyConflictError } from '../errors/refusal.errors.js';
import { ErasureSaga, LEASE_MS } from './erasure-saga.js';
import { assertAllowed, mayBeErased, mustBeErased } from './may-be-erased.js';
import { lockRetentionFacts } from './retention-facts.js';
import { RetentionRules } from './retention.options.js';

type Erased = Pick<IdenfyVerification, 'id' | 'account'>;

/** Erases verifications at iDenfy and here, and keeps a receipt of each erasure. */
@Injectable()
export class Erasures {
  constructor(
    private readonly database: Database,
    private readonly saga: ErasureSaga,
    private readonly rules: RetentionRules,
    private readonly clock: IdenfyClock,
  ) {}

  /**
   * Requests the erasure of a verification, and carries it out as far as possible now; the rest follows in the background,
   * where each step asks again whether the verification may be erased. A second request returns the same erasure; where that
   * has failed at iDenfy, it is tried there once more.
   *
   * @throws IdenfyConflictError `LEGAL_HOLD`, `RETENTION_NOT_OVER`; the latter without `retryAfterSeconds` where the retention
   * has not started, because the relationship lasts or an outcome is open
   */
  async request(
    verification: Erased,
    { actor, reason }: { actor: Actor; reason?: string | undefined },
  ): Promise<IdenfyErasure> {
    const { id, account } = verification;
    const earlier = await this.receipt(verification);
    if (earlier && earlier.state !== 'FAILED_AT_IDENFY') return earlier;
    if (!earlier) {
      await this.database.transaction(async (manager) => {
        const facts = await this.facts(manager, id);
        assertAllowed(mayBeErased(facts, this.rules.of(account)), facts.now);
        await this.insert(manager, id, { requestedBy: actor.id, reason, at: facts.now });
      });
    }
    return this.advanced(verification);
  }

  /**
   * Requests the erasure of a verification if the retention rules demand it by now, and begins it.
   * @returns whether they do
   */
  async requestIfDue({ id, account }: Erased): Promise<boolean> {
    const isDue = await this.database.transaction(async (manager) => {
      const facts = await this.facts(manager, id);
      if (!mustBeErased(facts, this.rules.of(account))) return false;
      await this.insert(manager, id, { requestedBy: 'system', reason: 'RETENTION', at: facts.now });
      return true;
    });
    if (isDue) await this.saga.advance(id);
    return isDue;
  }

  /**
   * Finishes here an erasure that iDenfy has not confirmed within 30 days. The receipt keeps saying so.
   *
   * @throws IdenfyConflictError `ERASURE_NOT_FAILED` for any other erasure, `LEGAL_HOLD`, `RETENTION_NOT_OVER`
   */
  async finishLocally(verification: Erased): Promise<IdenfyErasure> {
    const { id, account } = verification;
    const erasure = await this.receipt(verification);
    if (erasure?.state !== 'FAILED_AT_IDENFY') {
      throw new IdenfyConflictError({ identifier: 'ERASURE_NOT_FAILED' });
    }
    await this.database.transaction(async (manager) => {
      const facts = await this.facts(manager, id);
      assertAllowed(mayBeErased(facts, this.rules.of(account)), facts.now);
    });
    await this.saga.finishLocally(id);
    return this.existing(id);
  }

  /** The erasure of a verification with its progress, or null when none was requested. */
  receipt({ id }: Pick<IdenfyVerification, 'id'>): Promise<IdenfyErasure | null> {
    return this.database.run((manager) => manager.findOneBy(IdenfyErasure, { verificationId: id }));
  }

  private async advanced({ id }: Erased): Promise<IdenfyErasure> {
    await this.saga.advance(id);
    return this.existing(id);
  }

  private existing(verificationId: string): Promise<IdenfyErasure> {
    return this.database.run((manager) => manager.findOneByOrFail(IdenfyErasure, { verificationId }));
  }

  private facts(manager: EntityManager, id: string) {
    return lockRetentionFacts(manager, this.database.tables, id, this.clock.databaseTime());
  }

  private async insert(
    manager: EntityManager,
    verificationId: string,
    { requestedBy, reason, at }: { requestedBy: string; reason?: string | undefined; at: Date },
  ): Promise<void> {
    await manager.query(
      `insert into ${this.database.tables.erasure} (id, verification_id, requested_by, reason, requested_at, next_try_at)
       values ($1, $2, $3, $4, $5, $5::timestamptz + $6 * interval '1 millisecond') on conflict (verification_id) do nothing`,
      [randomUUID(), verificationId, requestedBy, reason ?? null, at, LEASE_MS],
    );
  }
}
