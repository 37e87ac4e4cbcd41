import { CLIENT_ID_PATTERN, isText } from '@nestjs-idenfy/contract';
import { ACCOUNT_NAME } from '../../client/accounts.js';
import type { Actor } from '../../database/actor.js';
import { IdenfyConfigurationError } from '../../errors/configuration.error.js';
import { IdenfyForbiddenError, IdenfyValidationError } from '../../errors/refusal.errors.js';

/** The person who is verified. */
export interface IdenfyPersonCaller {
  /** Your id for the person, sent to iDenfy as `clientId`: 1 to 100 printable ASCII characters, no personal data. */
  readonly clientId: string;
  /** Name of the iDenfy account that verifies this person. @default 'default' */
  readonly account?: string;
}

/** What a member of staff may do; each staff route needs one of them. */
export const STAFF_PERMISSIONS = [
  'review',
  'decide',
  'start',
  'read-data',
  'erase',
  'retain',
  'audit',
  'operate',
] as const;

/** One of {@link STAFF_PERMISSIONS}. */
export type StaffPermission = (typeof STAFF_PERMISSIONS)[number];

/** A member of your staff, who may see and decide about all persons, as far as their permissions go. */
export interface IdenfyStaffCaller {
  readonly staff: true;
  /** Id of the member of staff in history and audit. At most 200 characters. */
  readonly id: string;
  /** Confines them to one iDenfy account. @default all accounts */
  readonly account?: string;
  /**
   * What they may do: `review` (lists, states, history), `decide`, `start` (and upload), `read-data` (extracted data, files,
   * report), `erase`, `retain` (legal holds, retention), `audit`, `operate` (lookups, dead letters, orphans). Each one
   * stands alone: `decide` does not include `review`.
   * @default all of them
   */
  readonly permissions?: readonly StaffPermission[];
}

/** Who is calling: a person, or a member of staff. */
export type IdenfyCaller = IdenfyPersonCaller | IdenfyStaffCaller;

/** Whether the caller is a member of staff. */
export function isStaff(caller: IdenfyCaller): caller is IdenfyStaffCaller {
  return 'staff' in caller && caller.staff === true;
}

/** The permissions of a member of staff, in the order of {@link STAFF_PERMISSIONS}. */
export function permissionsOf({ permissions }: IdenfyStaffCaller): readonly StaffPermission[] {
  return permissions ? STAFF_PERMISSIONS.filter((one) => permissions.includes(one)) : STAFF_PERMISSIONS;
}

/** The caller as history names them. */
export function actorOf(caller: IdenfyCaller): Actor {
  return isStaff(caller) ? { kind: 'staff', id: caller.id } : { kind: 'person', id: caller.clientId };
}

/**
 * Checks what an access policy returned: a person without a `clientId` (from a missing claim, say) would otherwise
 * read without an owner filter, and a misspelt permission would be lost without notice.
 *
 * @throws IdenfyConfigurationError answered as 500, and logged for the operator
 */
export function checkedCaller(caller: IdenfyCaller | null): IdenfyCaller | null {
  if (caller === null || caller === undefined) {
    return null;
  }
  const named = isStaff(caller) ? isStaffId(caller.id) : isClientId(caller.clientId);
  if (!named) {
    const hint =
      'let identify() answer null, { staff: true, id } with an id of at most 200 characters, or { clientId } of 1 to 100 printable ASCII characters';
    throw new IdenfyConfigurationError({ option: 'access', hint });
  }
  if (isStaff(caller)) assertKnownPermissions(caller.permissions);
  return caller;
}

/** Whether the value is one of {@link STAFF_PERMISSIONS}. */
export function isPermission(value: unknown): value is StaffPermission {
  return STAFF_PERMISSIONS.some((permission) => permission === value);
}

/** Null is refused: a missing claim must not mean all permissions. */
function assertKnownPermissions(permissions: unknown): void {
  if (permissions === undefined || (Array.isArray(permissions) && permissions.every(isPermission))) return;
  const hint = `let identify() answer permissions as a list of some of ${STAFF_PERMISSIONS.join(', ')}, or leave them out for all`;
  throw new IdenfyConfigurationError({ option: 'access', hint });
}

/** Characters of the id of a member of staff. */
export const STAFF_ID_MAX_LENGTH = 200;

/** Whether the value can identify a member of staff in history and audit. */
export function isStaffId(value: unknown): value is string {
  return isText(value, 1, STAFF_ID_MAX_LENGTH);
}

function isClientId(clientId: unknown): boolean {
  return typeof clientId === 'string' && CLIENT_ID_PATTERN.test(clientId);
}

export const ACCOUNT_SENTENCE =
  "Field 'account' must be the name of an account: a-z, 0-9 and -, at most 40 characters.";

/**
 * The iDenfy account of a request: the one it names, or the caller's own; undefined for staff who name none, which
 * means all accounts.
 *
 * @throws IdenfyValidationError when `asked` is not a name of an account
 * @throws IdenfyForbiddenError when the caller is confined to another account
 */
export function requestedAccount(caller: IdenfyCaller, asked: unknown): string | undefined {
  const own = isStaff(caller) ? caller.account : (caller.account ?? 'default');
  if (asked === undefined) {
    return own;
  }
  if (typeof asked !== 'string' || !ACCOUNT_NAME.test(asked)) {
    throw new IdenfyValidationError({ field: 'account', message: ACCOUNT_SENTENCE });
  }
  if (own !== undefined && own !== asked) {
    throw new IdenfyForbiddenError({ field: 'account' });
  }
  return asked;
}

/** @throws IdenfyValidationError when no account has that name; lists the existing names */
export function assertKnownAccount(account: string, names: readonly string[]): void {
  if (!names.includes(account)) {
    throw new IdenfyValidationError({
      field: 'account',
      message: `Field 'account' must be the name of one of the accounts: ${names.join(', ')}.`,
    });
  }
}

/** The same for a request about one account, such as one about a person: `default` where staff name none. */
export function requestedAccountOrDefault(caller: IdenfyCaller, asked: unknown): string {
  return requestedAccount(caller, asked) ?? 'default';
}

/** The person of a path, in the account that staff ask about. */
export function requestedPerson(
  caller: IdenfyCaller,
  { query }: { readonly query: Readonly<Record<string, unknown>> },
  clientId: string,
): { account: string; clientId: string } {
  return { account: requestedAccountOrDefault(caller, query['account']), clientId };
}
