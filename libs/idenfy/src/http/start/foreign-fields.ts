import { TOKEN_FIELDS } from '../../contract/token-fields.js';
import { IdenfyForbiddenError } from '../../errors/idenfy-forbidden.error.js';
import type { IdenfyCaller, IdenfyPersonCaller } from '../access/caller.js';
import { isStaff } from '../access/caller.js';

/** What only staff may send, unless the host lists it. A name that is in no list is unknown, which is another error. */
const GUARDED: ReadonlySet<string> = new Set([...TOKEN_FIELDS, 'force', 'account']);

/**
 * A person does not set policy, and starts for nobody but themselves.
 *
 * @throws IdenfyForbiddenError naming the first field that is not theirs
 */
export function refuseForeignFields(
  person: IdenfyPersonCaller,
  body: Readonly<Record<string, unknown>>,
  maySet: ReadonlySet<string>,
): void {
  const own: Readonly<Record<string, string>> = {
    clientId: person.clientId,
    account: person.account ?? 'default',
  };
  const foreign = Object.keys(body).find((field) =>
    Object.hasOwn(own, field) ? body[field] !== own[field] : GUARDED.has(field) && !maySet.has(field),
  );
  if (foreign !== undefined) {
    throw new IdenfyForbiddenError({ field: foreign });
  }
}

/**
 * The same for an upload: whether iDenfy checks the photos is not for the person to say.
 *
 * @throws IdenfyForbiddenError naming `skipAnalysis`
 */
export function refuseForeignDocumentFields(
  caller: IdenfyCaller,
  fields: readonly string[],
  maySet: ReadonlySet<string>,
): void {
  if (!isStaff(caller) && fields.includes('skipAnalysis') && !maySet.has('skipAnalysis')) {
    throw new IdenfyForbiddenError({ field: 'skipAnalysis' });
  }
}
