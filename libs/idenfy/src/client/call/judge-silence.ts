import { IdenfyCancelledError } from '../../errors/idenfy-cancelled.error.js';
import { IdenfyContractError } from '../../errors/idenfy-contract.error.js';
import { IdenfyNetworkError } from '../../errors/idenfy-network.error.js';
import { IdenfyTimeoutError } from '../../errors/idenfy-timeout.error.js';
import { isWorthRepeating } from '../retry/is-worth-repeating.js';
import type { WireFailure } from '../transport/wire.js';
import type { TryFailure } from './outcome.js';
import type { TryFacts } from './try-facts.js';

/** What it means for the call that no answer came. */
export function judgeSilence(failure: WireFailure, facts: TryFacts): TryFailure {
  const { operation, attempts } = facts;
  const call = { operation: operation.name, attempts };
  const isSafe = operation.repeat === 'safe';
  switch (failure.kind) {
    case 'aborted':
      return facts.ended === 'cancelled'
        ? { kind: 'cancelled', error: new IdenfyCancelledError({ ...call, answerLost: true }) }
        : judgeTimeout(facts);
    case 'unsent': {
      const error = new IdenfyNetworkError({ ...call, retryable: true, cause: failure.cause });
      return { kind: 'network', error, ...retry('network', facts) };
    }
    case 'cut': {
      const { cause } = failure;
      const error = new IdenfyNetworkError({ ...call, retryable: isSafe, answerLost: true, cause });
      return { kind: 'network', error, ...retry('network', facts) };
    }
    case 'too-large':
    case 'no-http': {
      const missing = failure.kind === 'no-http' ? 'valid HTTP' : 'an end within the size that is read';
      return { kind: 'refused', error: new IdenfyContractError({ ...call, missing, answerLost: !isSafe }) };
    }
  }
}

function judgeTimeout(facts: TryFacts): TryFailure {
  const { operation, attempts, patienceMs } = facts;
  const error = new IdenfyTimeoutError({
    operation: operation.name,
    attempts,
    clock: facts.ended === 'timeout' || patienceMs <= 0 ? 'total' : 'try',
    retryable: operation.repeat === 'safe',
    answerLost: true,
  });
  return { kind: 'timeout', error, ...retry('timeout', facts) };
}

function retry(kind: 'network' | 'timeout', facts: TryFacts): Pick<TryFailure, 'retryInMs'> {
  const { operation, backoffMs, patienceMs } = facts;
  return isWorthRepeating(operation.repeat, { kind }) && backoffMs < patienceMs
    ? { retryInMs: backoffMs }
    : {};
}
