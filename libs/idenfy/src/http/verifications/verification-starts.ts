import { TOKEN_FIELDS } from '@nestjs-idenfy/contract';
import { Injectable } from '@nestjs/common';
import { IdenfyAccounts } from '../../client/accounts.js';
import type { IdenfyVerification } from '../../database/entities/verification.entity.js';
import { IdenfyForbiddenError, IdenfyValidationError } from '../../errors/refusal.errors.js';
import type { StartResult } from '../../verifications/start/session-store.js';
import { AccessAudit } from '../../verifications/access-audit.js';
import { IdenfyVerifications } from '../../verifications/idenfy-verifications.js';
import {
  actorOf,
  assertKnownAccount,
  type IdenfyCaller,
  type IdenfyPersonCaller,
  isStaff,
  requestedAccount,
} from '../access/caller.js';
import { type JsonObject, validated } from '../body/json-body.js';
import { REDIRECT_FIELDS, RestOptions } from '../rest.options.js';
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
    const { defaults: policy } = this.options;
    const defaults = typeof policy === 'function' ? await policy(caller) : policy;
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

/** Fields that only staff may send, unless the host permits them. A name that is not in the list is unknown: another error. */
const GUARDED: ReadonlySet<string> = new Set([...TOKEN_FIELDS, 'force', 'account', 'level']);

/**
 * A person does not set policy, and starts only their own verification.
 *
 * @param permitted the option `personMaySet`
 * @throws IdenfyForbiddenError naming the first field that the person may not send
 */
function assertPermittedFields(
  person: IdenfyPersonCaller,
  body: Readonly<Record<string, unknown>>,
  permitted: readonly string[],
): void {
  const own: Readonly<Record<string, string>> = {
    clientId: person.clientId,
    account: person.account ?? 'default',
  };
  const refused = Object.keys(body).find((field) =>
    Object.hasOwn(own, field) ? body[field] !== own[field] : GUARDED.has(field) && !permitted.includes(field),
  );
  if (refused !== undefined) {
    throw new IdenfyForbiddenError({ field: refused });
  }
}

/**
 * Keeps a request from sending the result of a person elsewhere: iDenfy posts it, with all personal data, to `callbackUrl`.
 *
 * @param listed the option `callbackUrls`
 * @throws IdenfyForbiddenError for any other value, null included: it would take away a default of the host
 */
function assertListedCallbackUrl(
  { callbackUrl }: { readonly callbackUrl?: string | null | undefined },
  listed: readonly string[],
): void {
  if (callbackUrl === undefined || (callbackUrl !== null && listed.includes(callbackUrl))) return;
  throw new IdenfyForbiddenError({
    field: 'callbackUrl',
    message: "Field 'callbackUrl' must be one of the addresses that this service lists.",
  });
}

/**
 * Keeps a request from redirecting a person to a foreign site after the verification.
 *
 * @param origins the option `redirectOrigins`
 * @throws IdenfyValidationError naming the first address with another origin
 */
function assertRedirectOrigins(
  request: Readonly<Partial<Record<(typeof REDIRECT_FIELDS)[number], string | null>>>,
  origins: readonly string[] | undefined,
): void {
  const refused = REDIRECT_FIELDS.find((field) => {
    const url = request[field];
    return origins !== undefined && typeof url === 'string' && !origins.includes(new URL(url).origin);
  });
  if (refused !== undefined) {
    throw new IdenfyValidationError({
      field: refused,
      message: `Field '${refused}' must lead to an address of this service.`,
    });
  }
}
