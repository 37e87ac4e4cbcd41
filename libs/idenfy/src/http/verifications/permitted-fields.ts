import { TOKEN_FIELDS } from '@nestjs-idenfy/contract';
import { IdenfyForbiddenError, IdenfyValidationError } from '../../errors/refusal.errors.js';
import type { IdenfyPersonCaller } from '../access/caller.js';

/** Fields that only staff may send, unless the host permits them. A name that is not in the list is unknown: another error. */
const GUARDED: ReadonlySet<string> = new Set([...TOKEN_FIELDS, 'force', 'account', 'level']);

/**
 * A person does not set policy, and starts only their own verification.
 *
 * @param permitted the option `personMaySet`
 * @throws IdenfyForbiddenError naming the first field that the person may not send
 */
export function assertPermittedFields(
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
export function assertListedCallbackUrl(
  { callbackUrl }: { readonly callbackUrl?: string | null | undefined },
  listed: readonly string[],
): void {
  if (callbackUrl === undefined || (callbackUrl !== null && listed.includes(callbackUrl))) return;
  throw new IdenfyForbiddenError({
    field: 'callbackUrl',
    message: "Field 'callbackUrl' must be one of the addresses that this service lists.",
  });
}

/** The fields with the address the browser goes to after the verification. */
export const REDIRECT_FIELDS = ['successUrl', 'errorUrl', 'unverifiedUrl'] as const;

/**
 * Keeps a request from redirecting a person to a foreign site after the verification.
 *
 * @param origins the option `redirectOrigins`
 * @throws IdenfyValidationError naming the first address with another origin
 */
export function assertRedirectOrigins(
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
