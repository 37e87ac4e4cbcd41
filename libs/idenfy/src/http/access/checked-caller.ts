import { CLIENT_ID_PATTERN } from '../../contract/token-field-rules.js';
import { IdenfyConfigurationError } from '../../errors/idenfy-configuration.error.js';
import type { IdenfyCaller } from './caller.js';
import { isStaff } from './caller.js';
import { isStaffId } from './staff-id.js';

/**
 * Believes nothing of an access policy that it does not say outright: a person without a `clientId` (a claim that was
 * missing, say) would otherwise be somebody without an owner filter.
 *
 * @throws IdenfyConfigurationError answered as 500, and told to the operator's log
 */
export function checkedCaller(caller: IdenfyCaller | null): IdenfyCaller | null {
  if (caller === null || caller === undefined) {
    return null;
  }
  const named = isStaff(caller) ? isStaffId(caller.id) : isClientId(caller.clientId);
  if (!named) {
    const mend =
      'let identify() answer null, { staff: true, id } with an id of at most 200 characters, or { clientId } of 1 to 100 printable ASCII characters';
    throw new IdenfyConfigurationError({ option: 'access', mend });
  }
  return caller;
}

function isClientId(clientId: unknown): boolean {
  return typeof clientId === 'string' && CLIENT_ID_PATTERN.test(clientId);
}
