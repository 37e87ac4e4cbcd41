import { Injectable, Logger } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { SYSTEM } from '../database/actor.js';
import { Database } from '../database/database.js';
import {
  type ErasureAtIdenfy,
  type ErasureState,
  IdenfyErasure,
} from '../database/entities/erasure.entity.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import type { DueCheck } from '../database/jobs.js';
import { nowSql } from '../database/now-sql.js';
import { IdenfyApiError } from '../errors/call.errors.js';
import { errorText, isIdenfyError } from '../errors/idenfy.error.js';
import { EvidenceRecords } from '../evidence/kept-evidence.js';
import { IdenfyDeletionService } from '../operations/deletion.service.js';
import { raised } from '../verifications/merge.js';
import { ChangeTransaction } from '../verifications/change-log.js';
import { LocalErasure } from './local-erasure.js';
import { mayBeErased, type Permission } from './may-be-erased.js';
import { lockRetentionFacts } from './retention-facts.js';
import { RetentionRules } from './retention.options.js';
import { ToldHosts } from './told-hosts.js';

const FIRST_DELAY_MS = 60_000;
const LONGEST_DELAY_MS = 24 * 60 * 60 * 1_000;

/** How long to wait where the verification must be kept: until it may go if that is soon, else this long. */
const KEPT_DELAY_MS = 60 * 60 * 1_000;

/** How long iDenfy may go without confirming a deletion before staff have to look. */
const GIVEN_UP_AFTER_DAYS = 30;

const TO_DELETE_AT_IDENFY: readonly ErasureState[] = ['requested', 'waiting', 'FAILED_AT_IDENFY'];

const ERASED_HERE: readonly ErasureState[] = ['erased', 'HOST_NOT_TOLD', 'done'];

/** How long an erasure belongs to the process that carries it out: longer than any call to iDenfy takes. */
export const LEASE_MS = 5 * 60 * 1_000;

/**
 * Carries out an erasure: at iDenfy first, then here. Each step is recorded before the next one, so that a crash in
 * between loses nothing; a step that is repeated does no harm. Before each of them it asks again, with the rows locked,
 * whether the verification may be erased: an approval, a hold or an extension may have come since it was requested.
 */
@Injectable()
export class ErasureSaga {
  constructor(
    private readonly database: Database,
    private readonly deletion: IdenfyDeletionService,
    private readonly localErasure: LocalErasure,
    private readonly evidence: EvidenceRecords,
    private readonly told: ToldHosts,
    private readonly changes: ChangeTransaction,
    private readonly rules: RetentionRules,
    private readonly clock: IdenfyClock,
  ) {}

  /** Takes the erasure as far as possible. An error of iDenfy is not thrown but recorded, and the step is tried again. */
  async advance(verificationId: string): Promise<void> {
    const erasure = await this.read(verificationId);
    if (ERASED_HERE.includes(erasure.state)) return;
    const verification = await this.database.run((manager) =>
      manager.findOneByOrFail(IdenfyVerification, { id: verificationId }),
    );
    const permission = await this.permission(erasure, verification);
    if (!permission.allowed) return this.waitUntilAllowed(erasure, permission);
    if (erasure.state !== 'deleted' && !(await this.deleteAtIdenfy(erasure, verification))) return;
    await this.eraseHere(erasure, verification);
  }

  /** Erases here although iDenfy has not confirmed the deletion; the receipt keeps saying so. */
  async finishLocally(verificationId: string): Promise<void> {
    const erasure = await this.read(verificationId);
    const verification = await this.database.run((manager) =>
      manager.findOneByOrFail(IdenfyVerification, { id: verificationId }),
    );
    await this.eraseHere(erasure, verification);
  }

  private read(verificationId: string): Promise<IdenfyErasure> {
    return this.database.run((manager) => manager.findOneByOrFail(IdenfyErasure, { verificationId }));
  }

  private async eraseHere(erasure: IdenfyErasure, { account }: IdenfyVerification): Promise<void> {
    const permission = await this.localErasure.erase(erasure, (facts) =>
      this.judged(erasure, mayBeErased(facts, this.rules.of(account))),
    );
    if (!permission.allowed) return this.waitUntilAllowed(erasure, permission);
    await this.evidence.removeForgotten(erasure.verificationId);
    await this.database.query(
      `update ${this.database.tables.erasure}
          set state = 'erased', last_error = null,
              reason = case when requested_by = 'system' or replayed then reason end
        where id = $1 and state <> all($2::text[])`,
      [erasure.id, ERASED_HERE],
    );
    await this.told.completeOne(erasure.id);
  }

  private permission(
    erasure: IdenfyErasure,
    { id, account, erasedAt }: IdenfyVerification,
  ): Promise<Permission> {
    return this.database.transaction(async (manager) => {
      if (erasedAt !== null) return { allowed: true };
      const facts = await lockRetentionFacts(manager, this.database.tables, id, this.clock.databaseTime());
      return this.judged(erasure, mayBeErased(facts, this.rules.of(account)));
    });
  }

  /** A backup does not know when the relationship ended, but the receipt proves that the retention was over. */
  private judged({ replayed }: IdenfyErasure, permission: Permission): Permission {
    const isForbidden = !permission.allowed && (!replayed || permission.identifier === 'LEGAL_HOLD');
    return isForbidden ? permission : { allowed: true };
  }

  private async waitUntilAllowed(
    { id }: IdenfyErasure,
    { identifier, until }: Extract<Permission, { allowed: false }>,
  ): Promise<void> {
    await this.database.query(
      `update ${this.database.tables.erasure}
          set next_try_at = least(coalesce($3::timestamptz, 'infinity'), ${nowSql('$2')} + $4 * interval '1 millisecond'),
              last_error = $5
        where id = $1 and state <> 'done'`,
      [id, this.clock.databaseTime(), until, KEPT_DELAY_MS, identifier],
    );
  }

  /** Whether nothing is left at iDenfy. Does nothing where a process that was faster has recorded a later state. */
  private async deleteAtIdenfy(erasure: IdenfyErasure, verification: IdenfyVerification): Promise<boolean> {
    let outcome: ErasureAtIdenfy;
    try {
      outcome = await this.delete(verification);
    } catch (error) {
      await this.deleteLater(error, erasure, verification);
      return false;
    }
    await this.database.query(
      `update ${this.database.tables.erasure}
          set state = 'deleted', at_idenfy = $3, last_error = null, failing_since = null,
              deleted_at_idenfy = case when $3 = 'DELETED' then ${nowSql('$4')} end
        where id = $1 and state = any($2::text[])`,
      [erasure.id, TO_DELETE_AT_IDENFY, outcome, this.clock.databaseTime()],
    );
    return true;
  }

  private async delete({ scanRef, account }: IdenfyVerification): Promise<ErasureAtIdenfy> {
    if (scanRef === null) return 'NO_SESSION_KNOWN';
    try {
      await this.deletion.delete(scanRef, { account });
      return 'DELETED';
    } catch (error) {
      if (isUnknownToIdenfy(error)) return 'NOT_FOUND_AT_IDENFY';
      throw error;
    }
  }

  /**
   * "Token has not expired yet." waits until then; any other error is tried again after a growing delay, at last once a day.
   * After 30 days of that it is given up, and staff are told.
   */
  private async deleteLater(
    error: unknown,
    { id, verificationId, attempts }: IdenfyErasure,
    { expiresAt }: IdenfyVerification,
  ): Promise<void> {
    const stillOpen = isIdenfyError(error) && error.identifier === 'PARTNER_ERROR';
    const [rows] = await this.database.query<[{ state: ErasureState }[], number]>(
      `update ${this.database.tables.erasure}
          set state = case when failing_since <= ${nowSql('$7')} - interval '${GIVEN_UP_AFTER_DAYS} days' then 'FAILED_AT_IDENFY'
                           else $3 end,
              at_idenfy = case when failing_since <= ${nowSql('$7')} - interval '${GIVEN_UP_AFTER_DAYS} days'
                               then 'FAILED_AT_IDENFY' end,
              attempts = $4, last_error = $5, failing_since = coalesce(failing_since, ${nowSql('$7')}),
              next_try_at = case when $6::timestamptz > ${nowSql('$7')} then $6::timestamptz
                                 else ${nowSql('$7')} + $8 * interval '1 millisecond' end
        where id = $1 and state = any($2::text[])
       returning state`,
      [
        id,
        TO_DELETE_AT_IDENFY,
        stillOpen ? 'waiting' : 'requested',
        attempts + 1,
        isIdenfyError(error) ? (error.identifier ?? error.name) : 'UNKNOWN',
        stillOpen ? expiresAt : null,
        this.clock.databaseTime(),
        Math.min(FIRST_DELAY_MS * 2 ** Math.min(attempts, 20), LONGEST_DELAY_MS),
      ],
    );
    if (rows[0]?.state === 'FAILED_AT_IDENFY') await this.tellStaff(verificationId);
  }

  private async tellStaff(verificationId: string): Promise<void> {
    await this.changes.of(verificationId, (change) => {
      if (change.verification.attention.includes('ERASURE_FAILED')) return;
      const occasion = { cause: 'ATTENTION', source: 'system', actor: SYSTEM, effect: 'noted' } as const;
      change.record({ ...occasion, note: 'ERASURE_FAILED' }, (row) => {
        row.attention = raised(row.attention, 'ERASURE_FAILED');
      });
    });
  }
}

/**
 * Whether iDenfy itself says that it has no such session, be it deleted before or never created. A page of a proxy with the
 * same status says nothing: only a JSON object with a `message` is iDenfy's.
 */
function isUnknownToIdenfy(error: unknown): boolean {
  return error instanceof IdenfyApiError && error.httpStatus === 404 && error.hasMessage;
}

const AT_A_TIME = 20;

const IS_DUE = `state in ('requested', 'waiting', 'deleted') and next_try_at <= ${nowSql('$1')}`;

/** Carries out the erasures that are due, each on one replica at a time. */
@Injectable()
export class DueErasures {
  private readonly logger = new Logger(DueErasures.name);

  constructor(
    private readonly database: Database,
    private readonly saga: ErasureSaga,
    private readonly told: ToldHosts,
    private readonly clock: IdenfyClock,
  ) {}

  /**
   * Carries out up to 20 erasures, and returns how many; further ones follow with the next call. Completes those whose
   * `@OnErasure()` handlers have succeeded.
   */
  async run(): Promise<number> {
    const done = await this.carryOut();
    await this.told.completeAll();
    return done;
  }

  /** Whether one is to be carried out, or waits for handlers, which may have succeeded meanwhile. */
  due(): DueCheck {
    const { erasure } = this.database.tables;
    return {
      sql: `exists (select from ${erasure} where ${IS_DUE}) or exists (select from ${erasure} where state = 'erased')`,
    };
  }

  private async carryOut(): Promise<number> {
    for (let done = 0; done < AT_A_TIME; done++) {
      const verificationId = await this.lease();
      if (verificationId === undefined) return done;
      await this.advance(verificationId);
    }
    return AT_A_TIME;
  }

  /** Leases the erasure that has been due the longest. */
  private async lease(): Promise<string | undefined> {
    const { erasure } = this.database.tables;
    const [[leased]] = await this.database.query<[{ verification_id: string }[], number]>(
      `update ${erasure} set next_try_at = ${nowSql('$1')} + $2 * interval '1 millisecond'
        where id = (select id from ${erasure}
                     where ${IS_DUE}
                     order by next_try_at
                     limit 1
                       for update skip locked)
       returning verification_id`,
      [this.clock.databaseTime(), LEASE_MS],
    );
    return leased?.verification_id;
  }

  /** An error with one erasure does not keep the others waiting: this one is due again when its lease ends. */
  private async advance(verificationId: string): Promise<void> {
    try {
      await this.saga.advance(verificationId);
    } catch (error) {
      this.logger.warn(
        `An erasure could not be carried out: ${errorText(error)}. It is tried again in five minutes.`,
      );
    }
  }
}
