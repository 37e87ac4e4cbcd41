import {
  AuditTrail,
  historyLineSql,
  type HistoryOwner,
  type HistoryRow,
  historyLineValues,
} from '../../audit/audit-trail.js';
import { IDENFY } from '../../database/actor.js';
import { Database } from '../../database/database.js';
import { iframeUrlFor, redirectUrlFor, type TokenRequest, type TokenResponse } from '@nestjs-idenfy/contract';
import { Injectable } from '@nestjs/common';
import { IdenfyAccounts } from '../../client/accounts.js';
import { IdenfyClock } from '../../client/clock.js';
import { isUniqueViolation } from '../../database/database-errors.js';
import { IdenfyVerification } from '../../database/entities/verification.entity.js';
import { nowSql } from '../../database/now-sql.js';
import type { PreparedStatement } from '../../database/prepared-statement.js';
import type { TableNames } from '../../database/table-names.js';
import type { OpenedVerification } from './new-verifications.js';
import { IdenfyContractError } from '../../errors/call.errors.js';
import { runsOfStart } from '../../outbox/outbox-writes.js';
import { associatedData, FieldCipher } from '../../privacy/field-cipher.js';
import { askedChecks, stepNames } from '../checks.js';
import { KeptClaims } from '../claims.js';
import { RESULT_WITHIN_MS } from '../change.js';
import { wakeWebhooksSql } from '../waiting-webhooks.js';

/** A verification with a session that the person can go on with. */
export interface StartResult {
  /** The row of the verification. */
  verification: IdenfyVerification;
  /** iDenfy's token of the session. A secret: anyone who has it can verify in the person's name. */
  authToken: string;
  /** Where to send the person; contains the token. */
  redirectUrl: string;
  /** What to show in an iframe; contains the token. */
  iframeUrl: string;
  /** Code for iDenfy's mobile app, when `generateDigitString` was requested. */
  digitString?: string;
  /** When the token expires if it is not used. */
  expiresAt: Date;
  /** Whether this is the live verification of an earlier start. */
  resumed: boolean;
  /** Fields of the request that a resumed session ignores. */
  ignored?: string[];
}

/** Stores the session that iDenfy created, and finds it again for a person who comes back. */
@Injectable()
export class SessionStore {
  readonly #storing: PreparedStatement<StoredSession>;

  constructor(
    private readonly database: Database,
    private readonly accounts: IdenfyAccounts,
    private readonly cipher: FieldCipher,
    private readonly claims: KeptClaims,
    private readonly trail: AuditTrail,
    private readonly clock: IdenfyClock,
  ) {
    this.#storing = database.prepare(storingSql);
  }

  /**
   * Moves the verification from STARTING to ACTIVE; null when it is no longer STARTING. One statement writes the session,
   * its history, the person's standing, and the webhooks that arrived before. Followers are not notified: commits with a
   * notification wait for each other, and no one can follow a verification before its scanRef is known.
   *
   * @throws IdenfyContractError when iDenfy returns the scanRef of another verification
   */
  async store(
    opened: OpenedVerification,
    account: string,
    request: TokenRequest,
    answer: TokenResponse,
  ): Promise<StartResult | null> {
    const { id } = opened;
    const redirectUrl =
      answer.redirectUrl ?? redirectUrlFor(this.accounts.get(account).baseUrl, answer.authToken);
    const sessionLength = answer.sessionLength ?? request.sessionLength ?? 0;
    const expirySeconds = answer.expiryTime ?? request.expiryTime ?? 0;
    const stored = await this.storeAfterHistory(opened, (now) => [
      id,
      answer.scanRef,
      this.cipher.seal(answer.authToken, associatedData.authToken(id)),
      this.cipher.seal(redirectUrl, associatedData.redirectUrl(id)),
      answer.digitString ? this.cipher.seal(answer.digitString, associatedData.digitString(id)) : null,
      expirySeconds,
      sessionLength,
      (expirySeconds + sessionLength) * 1_000 + RESULT_WITHIN_MS,
      answer.tokenType ?? request.tokenType ?? null,
      request.driverLicenseBack === true,
      stepNames(answer.additionalSteps ?? request.additionalSteps),
      now,
      askedChecks(request, answer),
      this.claims.sealed(id, request),
    ]);
    if (!stored) return null;
    return {
      verification: this.database.entity(IdenfyVerification, stored),
      authToken: answer.authToken,
      redirectUrl,
      iframeUrl: iframeUrlFor(this.accounts.get(account).uiUrl, answer.authToken),
      ...(answer.digitString && { digitString: answer.digitString }),
      expiresAt: stored.expires_at,
      resumed: false,
    };
  }

  /**
   * Links the line of history to the one that opened the verification. When more lines were written since, the statement stores
   * nothing; the head of the history is then read, and the line is linked to that.
   */
  private async storeAfterHistory(
    opened: OpenedVerification,
    valuesAt: (now: Date) => readonly unknown[],
  ): Promise<StoredSession | undefined> {
    let before: HistoryNow | undefined = { ...opened, now: this.timeSince(opened) };
    while (before !== undefined) {
      const { historyLength: lengthBefore, now }: HistoryNow = before;
      const line = this.trail.nextLine(before, SESSION_CREATED, now);
      const [stored] = await this.storeOnce([
        ...valuesAt(now),
        lengthBefore,
        before.historyLength,
        before.historyMac,
        ...historyLineValues(line),
      ]);
      if (stored) return stored;
      before = await this.historyOf(opened.id);
    }
    return undefined;
  }

  /** The time of the database: what it was when the row was opened, and what has passed since. */
  private timeSince({ at, elapsedMs }: OpenedVerification): Date {
    return (
      this.clock.databaseTime() ?? new Date(at.getTime() + Math.floor(this.clock.elapsedMs() - elapsedMs))
    );
  }

  private async historyOf(id: string): Promise<HistoryNow | undefined> {
    const [row] = await this.database.query<HistoryNow[]>(
      `select v.id, v.history_length as "historyLength", v.history_mac as "historyMac", ${nowSql('$2')} as now
         from ${this.database.tables.verification} v where v.id = $1 and v.status = 'STARTING'`,
      [id, this.clock.databaseTime()],
    );
    return row;
  }

  private async storeOnce(values: readonly unknown[]): Promise<readonly StoredSession[]> {
    try {
      return await this.#storing.run(values);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new IdenfyContractError({
        operation: 'createToken',
        missing: 'a scanRef of its own',
        cause: error,
      });
    }
  }

  /** The session of a verification with its token; null when the token is not known here or was forgotten. */
  async resume(id: string): Promise<StartResult | null> {
    const verification = await this.withSecrets(id);
    const { authToken, redirectUrl, digitString, expiresAt } = verification;
    if (!authToken || !redirectUrl || !expiresAt) return null;
    const token = this.cipher.open(authToken, associatedData.authToken(id)).toString();
    return {
      verification,
      authToken: token,
      redirectUrl: this.cipher.open(redirectUrl, associatedData.redirectUrl(id)).toString(),
      iframeUrl: iframeUrlFor(this.accounts.get(verification.account).uiUrl, token),
      ...(digitString && {
        digitString: this.cipher.open(digitString, associatedData.digitString(id)).toString(),
      }),
      expiresAt,
      resumed: true,
    };
  }

  private withSecrets(id: string): Promise<IdenfyVerification> {
    return this.database.run((manager) =>
      manager
        .createQueryBuilder(IdenfyVerification, 'v')
        .addSelect(['v.authToken', 'v.redirectUrl', 'v.digitString'])
        .where('v.id = :id', { id })
        .getOneOrFail(),
    );
  }
}

type HistoryNow = HistoryOwner & { readonly now: Date };

const SESSION_CREATED: HistoryRow = {
  fromStatus: 'STARTING',
  fromFinal: false,
  toStatus: 'ACTIVE',
  final: false,
  effect: 'applied',
  cause: 'TOKEN',
  source: 'automatic',
  reportedStatus: 'ACTIVE',
  actor: IDENFY.id,
};

type StoredSession = Record<string, unknown> & { readonly expires_at: Date };

/** Read from the locked row: an update that had to wait for the lock sees what was committed meanwhile. */
const STILL_VERIFIED = `c.standing = 'VERIFIED' and (c.verified_until is null or c.verified_until > ${nowSql('$12')})`;

function storingSql(tables: TableNames): string {
  const { client, verification } = tables;
  const now = nowSql('$12');
  return `with stored as (
         update ${verification}
            set scan_ref = $2, status = 'ACTIVE', auth_token = $3, redirect_url = $4, digit_string = $5,
                expires_at = ${now} + $6 * interval '1 second', session_length = $7,
                deadline_at = ${now} + $8 * interval '1 millisecond', token_type = $9, driver_license_back = $10,
                additional_steps = $11, checks_asked = $13, updated_at = now(), visible_at = ${now}, version = version + 1,
                history_length = $16, history_mac = $17, claims = $14
          where id = $1 and status = 'STARTING' and history_length = $15
         returning *
       ), noted as (
         ${historyLineSql(tables, { firstParameter: 18, onlyOf: 'stored' })}
       ), runs as (
         ${runsOfStart(tables, 'noted', now)}
       ), person as (
         update ${client} c
            set attempts = c.attempts + 1,
                standing = case when ${STILL_VERIFIED} then c.standing else 'PENDING' end,
                verified_until = case when ${STILL_VERIFIED} then c.verified_until end,
                current_verification_id = case when ${STILL_VERIFIED} then c.current_verification_id else coalesce(c.undecided_verification_id, stored.id) end,
                updated_at = now()
           from stored
          where c.account = stored.account and c.client_id = stored.client_id
       ), woken as (
         ${wakeWebhooksSql(tables, 'stored as named', now)}
       )
       select stored.* from stored`;
}
