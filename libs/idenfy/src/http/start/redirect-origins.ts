import { IdenfyValidationError } from '../../errors/idenfy-validation.error.js';
import { REDIRECT_FIELDS } from './redirect-fields.js';

/**
 * Keeps a request from sending people somewhere else after their verification.
 *
 * @throws IdenfyValidationError naming the first address that leads to none of the origins
 */
export function refuseForeignOrigins(
  request: Readonly<Partial<Record<(typeof REDIRECT_FIELDS)[number], string | null>>>,
  origins: ReadonlySet<string> | null,
): void {
  const foreign = REDIRECT_FIELDS.find((field) => {
    const url = request[field];
    return origins !== null && typeof url === 'string' && !origins.has(new URL(url).origin);
  });
  if (foreign !== undefined) {
    throw new IdenfyValidationError({
      field: foreign,
      message: `Field '${foreign}' must lead to an address of this service.`,
    });
  }
}
