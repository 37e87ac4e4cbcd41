import { Injectable } from '@nestjs/common';
import { IdenfyAccounts } from '../../client/accounts.js';
import type { IdenfyVerification } from '../../database/entities/verification.entity.js';
import { IdenfyValidationError } from '../../errors/refusal.errors.js';
import type { StartResult } from '../../verifications/start/session-store.js';
import { AccessAudit } from '../../verifications/access-audit.js';
import { IdenfyVerifications } from '../../verifications/idenfy-verifications.js';
import {
  actorOf,
  assertKnownAccount,
  type IdenfyCaller,
  isStaff,
  requestedAccount,
} from '../access/caller.js';
import { type JsonObject, validated } from '../body/validation.js';
import { RestOptions, tokenDefaultsFor } from '../rest.options.js';
import { assertListedCallbackUrl, assertPermittedFields, assertRedirectOrigins } from './permitted-fields.js';
import { StartVerificationDto } from './start-verification.dto.js';

/** Starts a verification from the body of a request: the fields its caller may send, and the defaults of the host. */
@Injectable()
export class VerificationStarts {
  constructor(
    private readonly verifications: IdenfyVerifications,
    private readonly options: RestOptions,
    private readonly accounts: IdenfyAccounts,
    private readonly audit: AccessAudit,
  ) {}

  /** @param reason that staff gave for it */
  async start(caller: IdenfyCaller, body: JsonObject, reason?: string): Promise<StartResult> {
    const { clientId, account, force, level, request } = await this.read(caller, body);
    const defaults = await tokenDefaultsFor(caller, this.options);
    const asked = Object.keys(request);
    const record = async (verification: IdenfyVerification | null, done: string): Promise<void> => {
      if (!isStaff(caller)) return;
      const detail = `${done}: ${[...(force ? ['force'] : []), ...(level === undefined ? [] : ['level']), 'clientId', ...asked].join(', ')}`;
      await this.audit.record({ verification, staffId: caller.id, action: 'START', detail, reason });
    };
    await record(null, 'asked for');
    const result = await this.verifications.start({
      clientId,
      account,
      actor: actorOf(caller),
      request: { ...defaults, ...request },
      defaultedFields: Object.keys(defaults).filter((field) => !asked.includes(field)),
      force,
      level,
    });
    // which verification it became is known only now
    await record(result.verification, result.resumed ? 'resumed' : 'started');
    return withoutDefaults(result, ['level', ...asked]);
  }

  private async read(caller: IdenfyCaller, body: JsonObject) {
    if (!isStaff(caller)) {
      assertPermittedFields(caller, body, this.options.personMaySet);
    }
    const {
      clientId,
      account: asked,
      force = false,
      level,
      ...request
    } = await validated(StartVerificationDto, body);
    assertListedCallbackUrl(request, this.options.callbackUrls);
    assertRedirectOrigins(request, this.options.redirectOrigins);
    return {
      clientId: isStaff(caller) ? required(clientId) : caller.clientId,
      account: this.known(requestedAccount(caller, asked)),
      force,
      level,
      request: given(request),
    };
  }

  private known(account = 'default'): string {
    assertKnownAccount(account, this.accounts.names());
    return account;
  }
}

function required(clientId: string | undefined): string {
  if (clientId === undefined) {
    const message = "Field 'clientId' is required.";
    throw new IdenfyValidationError({ field: 'clientId', identifier: 'MISSING_VALUE', message });
  }
  return clientId;
}

/** A field that is declared but was not sent must not override a default. */
function given<T extends object>(request: T): Partial<T> {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** Of the fields that a resumed session ignores, only the caller's own: the host's defaults are policy. */
function withoutDefaults(result: StartResult, asked: readonly string[]): StartResult {
  const { ignored, ...rest } = result;
  const own = ignored?.filter((field) => asked.includes(field)) ?? [];
  return own.length > 0 ? { ...rest, ignored: own } : rest;
}
