import { Injectable } from '@nestjs/common';
import { IdenfyAccounts } from '../../client/accounts.js';
import { IdenfyValidationError } from '../../errors/idenfy-validation.error.js';
import type { StartResult } from '../../verification/start/start.js';
import { IdenfyVerifications } from '../../verification/idenfy-verifications.js';
import { assertKnownAccount, requestedAccount } from '../access/account-of.js';
import { actorOf } from '../access/actor-of.js';
import type { IdenfyCaller } from '../access/caller.js';
import { isStaff } from '../access/caller.js';
import type { JsonObject } from '../body/read-json.js';
import { validated } from '../body/validated.js';
import { StartVerificationDto } from '../dto/start-verification.dto.js';
import { HttpSettings } from '../http-settings.js';
import { refuseForeignFields } from './foreign-fields.js';
import { refuseForeignOrigins } from './redirect-origins.js';

/** Turns what a caller sent into a start: what is theirs to say, on top of what the host says for everybody. */
@Injectable()
export class VerificationStarts {
  constructor(
    private readonly verifications: IdenfyVerifications,
    private readonly settings: HttpSettings,
    private readonly accounts: IdenfyAccounts,
  ) {}

  async start(caller: IdenfyCaller, body: JsonObject): Promise<StartResult> {
    const { clientId, account, force, request } = await this.read(caller, body);
    const defaults = await this.settings.defaultsFor(caller);
    const asked = Object.keys(request);
    const started = await this.verifications.start({
      clientId,
      account,
      actor: actorOf(caller),
      request: { ...defaults, ...request },
      defaultedFields: Object.keys(defaults).filter((field) => !asked.includes(field)),
      force,
    });
    return withoutDefaults(started, asked);
  }

  private async read(caller: IdenfyCaller, body: JsonObject) {
    if (!isStaff(caller)) {
      refuseForeignFields(caller, body, this.settings.personMaySet);
    }
    const {
      clientId,
      account: asked,
      force = false,
      ...request
    } = await validated(StartVerificationDto, body);
    refuseForeignOrigins(request, this.settings.redirectOrigins);
    return {
      clientId: isStaff(caller) ? required(clientId) : caller.clientId,
      account: this.known(requestedAccount(caller, asked)),
      force,
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

/** A field that is declared but was not sent must not hide a default. */
function given<T extends object>(request: T): Partial<T> {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** Which fields a resumed session ignores is told of the caller's own; the host's defaults are policy. */
function withoutDefaults(started: StartResult, asked: readonly string[]): StartResult {
  const { ignored, ...rest } = started;
  const own = ignored?.filter((field) => asked.includes(field)) ?? [];
  return own.length > 0 ? { ...rest, ignored: own } : rest;
}
