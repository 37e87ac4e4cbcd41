import { IdenfyForbiddenError } from '../../errors/idenfy-forbidden.error.js';
import { IdenfyValidationError } from '../../errors/idenfy-validation.error.js';
import type { IdenfyCaller } from './caller.js';
import { isStaff } from './caller.js';

/** What an account may be called. */
export const ACCOUNT_NAME = /^[a-z0-9-]{1,40}$/;

export const ACCOUNT_SENTENCE =
  "Field 'account' must be the name of an account: a-z, 0-9 and -, at most 40 characters.";

/**
 * The iDenfy account a request is about, if it says so: what was asked for, where the caller may ask for it.
 *
 * @throws IdenfyValidationError when that cannot be the name of an account
 * @throws IdenfyForbiddenError when the caller belongs to another account
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

/** @throws IdenfyValidationError when no account has that name, with the names there are */
export function assertKnownAccount(account: string, names: readonly string[]): void {
  if (!names.includes(account)) {
    throw new IdenfyValidationError({
      field: 'account',
      message: `Field 'account' must be the name of one of the accounts: ${names.join(', ')}.`,
    });
  }
}
