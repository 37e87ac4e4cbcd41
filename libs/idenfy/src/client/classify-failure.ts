import {
  IdenfyBulkheadError,
  IdenfyCancelledError,
  IdenfyCircuitError,
  IdenfyContractError,
  IdenfyNetworkError,
  IdenfyTimeoutError,
} from '../errors/call.errors.js';
import type { Refusal } from './account-limits.js';
import type { AttemptFacts, AttemptFailure, CallEnd, Outcome } from './outcome.js';
import { isRetryable } from './retry.js';
import type { TransportFailure } from './transport.js';

/** What it means for the call that an attempt got no answer. */
export function classifyFailure(failure: TransportFailure, facts: AttemptFacts): AttemptFailure {
  const { operation, attempts } = facts;
  const call = { operation: operation.name, attempts };
  const isSafe = operation.retryPolicy === 'safe';
  switch (failure.kind) {
    case 'aborted':
      return facts.ended === 'cancelled'
        ? { kind: 'cancelled', error: new IdenfyCancelledError({ ...call, answerLost: true }) }
        : classifyTimeout(facts);
    case 'unsent': {
      const error = new IdenfyNetworkError({ ...call, retryable: true, cause: failure.cause });
      return { kind: 'network', error, ...retryOf('network', facts) };
    }
    case 'cut': {
      const { cause } = failure;
      const error = new IdenfyNetworkError({ ...call, retryable: isSafe, answerLost: true, cause });
      return { kind: 'network', error, ...retryOf('network', facts) };
    }
    case 'too-large':
    case 'no-http': {
      const missing = failure.kind === 'no-http' ? 'valid HTTP' : 'an end within the size that is read';
      return { kind: 'refused', error: new IdenfyContractError({ ...call, missing, answerLost: !isSafe }) };
    }
  }
}

function classifyTimeout(facts: AttemptFacts): AttemptFailure {
  const { operation, attempts, patienceMs } = facts;
  const error = new IdenfyTimeoutError({
    operation: operation.name,
    attempts,
    clock: facts.ended === 'timeout' || patienceMs <= 0 ? 'total' : 'try',
    retryable: operation.retryPolicy === 'safe',
    answerLost: true,
  });
  return { kind: 'timeout', error, ...retryOf('timeout', facts) };
}

function retryOf(kind: 'network' | 'timeout', facts: AttemptFacts): Pick<AttemptFailure, 'retryInMs'> {
  const { operation, backoffMs, patienceMs } = facts;
  const retryInMs = backoffMs();
  return isRetryable(operation.retryPolicy, { kind }) && retryInMs < patienceMs ? { retryInMs } : {};
}

/** The outcome of a call that the limits of its account refused. */
export function classifyRefusal(refusal: Refusal, operation: string): Outcome {
  return {
    kind: 'not-sent',
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
  /** Whether an earlier attempt may have done the work. */
  inDoubt: boolean;
}

/** The outcome of a call that ended while it waited for the bulkhead or between two attempts. */
export function classifyEndedWait({ end, operation, attempts, inDoubt }: EndedWait): Outcome {
  if (end === 'cancelled') {
    const error = new IdenfyCancelledError({ operation, attempts, answerLost: inDoubt });
    return { kind: 'cancelled', error };
  }
  return {
    kind: 'not-sent',
    error:
      attempts === 0
        ? new IdenfyBulkheadError({ operation })
        : new IdenfyTimeoutError({ operation, attempts, clock: 'total', answerLost: inDoubt }),
  };
}
