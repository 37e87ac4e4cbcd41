import { IdenfyBulkheadError } from '../../errors/idenfy-bulkhead.error.js';
import { IdenfyCancelledError } from '../../errors/idenfy-cancelled.error.js';
import { IdenfyCircuitError } from '../../errors/idenfy-circuit.error.js';
import { IdenfyTimeoutError } from '../../errors/idenfy-timeout.error.js';
import type { Refusal } from '../lane.js';
import type { CallEnd } from './call-scope.js';
import type { Outcome } from './outcome.js';

/** The outcome of a call that its lane did not let through. */
export function heldBack(refusal: Refusal, operation: string): Outcome {
  return {
    kind: 'held-back',
    error:
      refusal.kind === 'open'
        ? new IdenfyCircuitError({ operation, retryAfterSeconds: refusal.retryAfterSeconds })
        : new IdenfyBulkheadError({ operation }),
  };
}

/** What is known of a call that ended while it waited. */
export interface EndedWait {
  end: CallEnd;
  operation: string;
  attempts: number;
  /** Whether an earlier try may have done the work. */
  inDoubt: boolean;
}

/** The outcome of a call that ended while it waited for a place or between two tries. */
export function endedWaiting({ end, operation, attempts, inDoubt }: EndedWait): Outcome {
  if (end === 'cancelled') {
    const error = new IdenfyCancelledError({ operation, attempts, answerLost: inDoubt });
    return { kind: 'cancelled', error };
  }
  return {
    kind: 'held-back',
    error:
      attempts === 0
        ? new IdenfyBulkheadError({ operation })
        : new IdenfyTimeoutError({ operation, attempts, clock: 'total', answerLost: inDoubt }),
  };
}
