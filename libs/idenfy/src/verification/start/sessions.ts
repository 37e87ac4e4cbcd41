import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdenfyAccounts } from '../../client/accounts.js';
import type { TokenRequest, TokenResponse } from '../../contract/token.js';
import { iframeUrlFor, redirectUrlFor } from '../../contract/ui.js';
import { IdenfyContractError } from '../../errors/idenfy-contract.error.js';
import { FieldCipher } from '../../privacy/field-cipher.js';
import { deadlineOfSession } from '../deadline.js';
import { IdenfyVerification } from '../entities/verification.entity.js';
import { authTokenPlace, digitStringPlace, redirectUrlPlace } from '../sealed-places.js';
import { PreparedStatement } from '../prepared-statement.js';
import { tablesOf, type TableNames } from '../table-names.js';
import { entityFromRow } from '../entity-from-row.js';
import type { StartResult } from './start.js';

const UNIQUE_VIOLATION = '23505';

/** Stores what iDenfy answered to `/token`, and finds it again for a person who comes back. */
@Injectable()
export class Sessions {
  readonly #storing: PreparedStatement<Record<string, unknown>>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: IdenfyAccounts,
    private readonly cipher: FieldCipher,
  ) {
    this.#storing = new PreparedStatement(
      dataSource,
      'idenfy-store-session',
      storingSql(tablesOf(dataSource)),
    );
  }

  /**
   * One statement: the session, its history, the person's standing, and callbacks that were faster than we. Nobody is
   * notified: commits with a notification wait for each other, and nobody can watch a session without its name.
   */
  async store(
    id: string,
    account: string,
    request: TokenRequest,
    answer: TokenResponse,
    now: Date,
  ): Promise<StartResult | null> {
    const redirectUrl =
      answer.redirectUrl ?? redirectUrlFor(this.accounts.get(account).baseUrl, answer.authToken);
    const sessionLength = answer.sessionLength ?? request.sessionLength ?? 0;
    const expiresAt = new Date(now.getTime() + (answer.expiryTime ?? request.expiryTime ?? 0) * 1_000);
    const [stored] = await this.storeOnce([
      id,
      answer.scanRef,
      this.cipher.seal(answer.authToken, authTokenPlace(id)),
      this.cipher.seal(redirectUrl, redirectUrlPlace(id)),
      answer.digitString ? this.cipher.seal(answer.digitString, digitStringPlace(id)) : null,
      expiresAt,
      sessionLength,
      deadlineOfSession({ expiresAt, sessionLength }),
      answer.tokenType ?? request.tokenType ?? null,
      request.driverLicenseBack === true,
      stepNames(answer.additionalSteps ?? request.additionalSteps),
      now,
    ]);
    if (!stored) return null;
    return {
      verification: entityFromRow(this.dataSource, IdenfyVerification, stored),
      authToken: answer.authToken,
      redirectUrl,
      iframeUrl: iframeUrlFor(this.accounts.get(account).uiUrl, answer.authToken),
      ...(answer.digitString && { digitString: answer.digitString }),
      expiresAt,
      resumed: false,
    };
  }

  /** @throws IdenfyContractError when iDenfy names a session that another row stands for */
  private async storeOnce(values: readonly unknown[]): Promise<readonly Record<string, unknown>[]> {
    try {
      return await this.#storing.run(values);
    } catch (error) {
      if (!isTaken(error)) throw error;
      throw new IdenfyContractError({
        operation: 'createToken',
        missing: 'a scanRef of its own',
        cause: error,
      });
    }
  }

  /** The session as the person needs it, or null when its token is gone. */
  async resume(id: string): Promise<StartResult | null> {
    const verification = await this.withSecrets(id);
    const { authToken, redirectUrl, digitString, expiresAt } = verification;
    if (!authToken || !redirectUrl || !expiresAt) return null;
    const token = this.cipher.open(authToken, authTokenPlace(id)).toString();
    return {
      verification,
      authToken: token,
      redirectUrl: this.cipher.open(redirectUrl, redirectUrlPlace(id)).toString(),
      iframeUrl: iframeUrlFor(this.accounts.get(verification.account).uiUrl, token),
      ...(digitString && { digitString: this.cipher.open(digitString, digitStringPlace(id)).toString() }),
      expiresAt,
      resumed: true,
    };
  }

  private withSecrets(id: string): Promise<IdenfyVerification> {
    return this.dataSource
      .createQueryBuilder(IdenfyVerification, 'v')
      .addSelect(['v.authToken', 'v.redirectUrl', 'v.digitString'])
      .where('v.id = :id', { id })
      .getOneOrFail();
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
}

/** Of the row as it is once it is locked: an update that had to wait reads what was committed meanwhile. */
const STILL_VERIFIED = `c.standing = 'VERIFIED' and (c.verified_until is null or c.verified_until > $12)`;

function storingSql({ client, verification, event, handler, handlerRun, webhook }: TableNames): string {
  return `with stored as (
         update ${verification}
            set scan_ref = $2, status = 'ACTIVE', auth_token = $3, redirect_url = $4, digit_string = $5,
                expires_at = $6, session_length = $7, deadline_at = $8, token_type = $9, driver_license_back = $10,
                additional_steps = $11, updated_at = now(), visible_at = $12, version = version + 1
          where id = $1 and status = 'STARTING'
         returning *
       ), noted as (
         insert into ${event} (verification_id, from_status, to_status, changed, effect, cause, source, said, actor, at)
         select id, 'STARTING', 'ACTIVE', true, 'applied', 'TOKEN', 'automatic', 'ACTIVE', 'idenfy', $12 from stored
         returning id, verification_id
       ), runs as (
         insert into ${handlerRun} (handler, event_id, verification_id, next_try_at)
         select h.name, noted.id, noted.verification_id, $12
           from noted
           join ${handler} h on h.kind = 'verification' and '*' = any(h.filter)
                            and h.last_seen_at > now() - interval '7 days'
         returning pg_notify('idenfy', 'runs:')
       ), person as (
         update ${client} c
            set attempts = c.attempts + 1,
                standing = case when ${STILL_VERIFIED} then c.standing else 'PENDING' end,
                verified_until = case when ${STILL_VERIFIED} then c.verified_until end,
                current_verification_id = case when ${STILL_VERIFIED} then c.current_verification_id else stored.id end,
                updated_at = now()
           from stored
          where c.account = stored.account and c.client_id = stored.client_id
       ), early as (
         update ${webhook} w set state = 'received', attempts = 0, next_try_at = $12
           from stored
          where w.account = stored.account and w.scan_ref = stored.scan_ref and w.state in ('waiting', 'orphan')
         returning pg_notify('idenfy', 'inbox:')
       )
       select stored.* from stored`;
}

/** Steps stand two levels down: country, then document type, then the step's name. */
function stepNames(steps: TokenRequest['additionalSteps']): string[] {
  const byDocument = Object.values(steps ?? {}).flatMap((documents) => Object.values(documents ?? {}));
  return [
    ...new Set(byDocument.flatMap((named) => (Array.isArray(named) ? named : Object.keys(named ?? {})))),
  ];
}
