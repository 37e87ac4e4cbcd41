import { IdenfyApiError } from '../errors/idenfy-api.error.js';
import { IdenfyBudgetError } from '../errors/idenfy-budget.error.js';
import { IdenfyBulkheadError } from '../errors/idenfy-bulkhead.error.js';
import { IdenfyCancelledError } from '../errors/idenfy-cancelled.error.js';
import { IdenfyCircuitError } from '../errors/idenfy-circuit.error.js';
import { IdenfyNetworkError } from '../errors/idenfy-network.error.js';
import { IdenfyThrottledError } from '../errors/idenfy-throttled.error.js';
import { IdenfyTimeoutError } from '../errors/idenfy-timeout.error.js';

/**
 * What a look-up that failed says: this session was asked about just now, nothing was sent, iDenfy cannot answer anybody
 * at present, or it answered about this very session.
 */
export type Failure = 'too-soon' | 'not-sent' | 'unanswered' | 'answered';

const NOT_SENT = [IdenfyBudgetError, IdenfyBulkheadError, IdenfyCancelledError, IdenfyCircuitError];

/** An outage, and trouble with our own account, are no fault of the session's. */
export function failureOf(error: unknown): Failure {
  if (error instanceof IdenfyThrottledError) return 'too-soon';
  if (NOT_SENT.some((kind) => error instanceof kind)) return 'not-sent';
  if (error instanceof IdenfyNetworkError || error instanceof IdenfyTimeoutError) return 'unanswered';
  if (error instanceof IdenfyApiError && speaksOfNoSession(error)) return 'unanswered';
  return 'answered';
}

/** Credentials, contract, limits; `INTERNAL_ERROR` and `TOO_MANY_REQUESTS` come with any status. */
function speaksOfNoSession({ status, actor, identifier, httpStatus }: IdenfyApiError): boolean {
  return actor === 'operator' || status >= 500 || httpStatus === 503 || identifier === 'INTERNAL_ERROR';
}
