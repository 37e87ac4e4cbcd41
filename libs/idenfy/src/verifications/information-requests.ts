import { LIMITS, redirectUrlFor, type RequestInformationRequest } from '@nestjs-idenfy/contract';
import { Injectable } from '@nestjs/common';
import { IdenfyAccounts } from '../client/accounts.js';
import { IdenfyClock } from '../client/clock.js';
import type { Actor } from '../database/actor.js';
import { Database } from '../database/database.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { IdenfyConflictError } from '../errors/refusal.errors.js';
import { IdenfyTokenService } from '../operations/token.service.js';
import { associatedData, FieldCipher } from '../privacy/field-cipher.js';
import { ChangeTransaction } from './change-log.js';
import type { StartResult } from './start/session-store.js';
import { isAskedForInformation, isPlainlyApproved } from './person-view.js';
import { VerificationQueries } from './verification-queries.js';

/** What to ask the person for, and who asks. */
export interface InformationRequest {
  /** Fields of iDenfy's request. @default what the account is set to ask for, open for a day */
  request?: RequestInformationRequest;
  actor: Actor;
}

/** What iDenfy answered to a request. */
interface OpenRequest {
  readonly token: string;
  readonly url: string;
}

/** Asks people whose verification is approved for more information (OAS: request-information). */
@Injectable()
export class InformationRequests {
  constructor(
    private readonly database: Database,
    private readonly tokens: IdenfyTokenService,
    private readonly changes: ChangeTransaction,
    private readonly queries: VerificationQueries,
    private readonly accounts: IdenfyAccounts,
    private readonly cipher: FieldCipher,
    private readonly clock: IdenfyClock,
  ) {}

  /**
   * Asks for more. The person's next step is CONTINUE until they have answered or the request ends.
   *
   * @throws IdenfyConflictError `NOT_APPROVED` unless the verification is approved and no outcome about the person is open;
   *   `INFORMATION_REQUESTED` while an earlier request is open
   * @throws IdenfyValidationError for a field that iDenfy would refuse; nothing was sent
   * @throws IdenfyError that the call to iDenfy ended with
   */
  async ask(
    verification: IdenfyVerification,
    { request = {}, actor }: InformationRequest,
  ): Promise<IdenfyVerification> {
    const { id, account, clientId, scanRef } = verification;
    const found = await this.queries.person(account, clientId);
    const isOpen = found?.person.undecidedVerificationId != null;
    if (scanRef === null || isOpen || !isPlainlyApproved(verification)) {
      throw new IdenfyConflictError({ identifier: 'NOT_APPROVED' });
    }
    if (isAskedForInformation(verification, this.clock.now())) {
      throw new IdenfyConflictError({ identifier: 'INFORMATION_REQUESTED' });
    }
    const { tokenString, sessionUrl } = await this.tokens.requestInformation(scanRef, request, { account });
    // the older edition answers the token alone, which the redirect of each session takes
    const address = sessionUrl ?? redirectUrlFor(this.accounts.get(account).baseUrl, tokenString);
    const lifetime = request.lifetime ?? LIMITS.requestInformationLifetime.default;
    return this.changes.of(id, (change) => {
      change.record({ cause: 'INFORMATION_REQUESTED', source: actor.kind, actor, effect: 'noted' }, (row) => {
        // a correction may have come meanwhile: then nothing is shown, and `Change.settled()` forgets it
        row.informationRequestedAt = change.at;
        row.informationUntil = new Date(change.at.getTime() + lifetime * 1_000);
        row.informationUrl = this.cipher.seal(
          JSON.stringify({ token: tokenString, url: address } satisfies OpenRequest),
          associatedData.informationUrl(id),
        );
      });
    });
  }

  /** Where the person answers; null when they are not asked, and after the request has ended. */
  addressOf(verification: IdenfyVerification): string | null {
    return this.opened(verification)?.url ?? null;
  }

  /** The open request of a person as the session to go on with; null when there is none. */
  async resume(account: string, clientId: string): Promise<StartResult | null> {
    const [row] = await this.database.query<Record<string, unknown>[]>(
      `select ${this.database.columns(IdenfyVerification, 'v')} from ${this.database.tables.verification} v
        where v.account = $1 and v.client_id = $2 and v.information_until is not null
        order by v.created_at desc limit 1`,
      [account, clientId],
    );
    const verification = row && this.database.entity(IdenfyVerification, row);
    const request = verification && this.opened(verification);
    if (!request || !verification.informationUntil) return null;
    return {
      verification,
      authToken: request.token,
      redirectUrl: request.url,
      iframeUrl: request.url,
      expiresAt: verification.informationUntil,
      resumed: true,
    };
  }

  private opened(verification: IdenfyVerification): OpenRequest | null {
    const { id, informationUrl } = verification;
    if (informationUrl === null || !isAskedForInformation(verification, this.clock.now())) return null;
    const opened = this.cipher.open(informationUrl, associatedData.informationUrl(id));
    return JSON.parse(opened.toString()) as OpenRequest;
  }
}
