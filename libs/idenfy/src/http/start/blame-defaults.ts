import { createToken } from '../../contract/endpoints.js';
import { IdenfyApiError } from '../../errors/idenfy-api.error.js';

/** iDenfy's refusal of a field that the host's defaults have set is not the caller's to mend: 502 in place of 422. */
export function blameDefaults(error: unknown, defaulted: ReadonlySet<string>): unknown {
  if (!(error instanceof IdenfyApiError) || error.field === undefined || !defaulted.has(error.field)) {
    return error;
  }
  const { status, identifier, field, retryAfterSeconds } = error;
  return new IdenfyApiError({
    operation: createToken,
    status,
    identifier,
    field,
    fieldFromDefaults: true,
    attempts: error.attempts ?? 1,
    retryAfterSeconds,
  });
}
