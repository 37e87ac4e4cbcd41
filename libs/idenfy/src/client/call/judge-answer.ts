import { knownFieldIn } from '../../contract/known-field.js';
import { IdenfyApiError } from '../../errors/idenfy-api.error.js';
import { IdenfyContractError } from '../../errors/idenfy-contract.error.js';
import type { Reading } from '../answer/read-answer.js';
import { isWorthRepeating, mayHaveWorked } from '../retry/is-worth-repeating.js';
import { retryAfterMs } from '../retry/retry-timing.js';
import type { WireAnswer } from '../transport/wire.js';
import type { Success, TryFailure } from './outcome.js';
import type { TryFacts } from './try-facts.js';

/** iDenfy's limit is counted by the hour, and it does not say when there is room again. */
const RATE_LIMIT_PAUSE_SECONDS = 60;

/** What an answer means that is not what was asked for. */
export function judgeAnswer(
  answer: WireAnswer,
  reading: Exclude<Reading, Success>,
  facts: TryFacts,
): TryFailure {
  if (reading.kind === 'refusal') {
    return judgeRefusal(answer, reading, facts);
  }
  const { operation, attempts } = facts;
  const error = new IdenfyContractError({
    missing: reading.missing,
    operation: operation.name,
    attempts,
    status: answer.status,
    // What was understood well enough to be answered with success was most likely done.
    answerLost: operation.repeat !== 'safe' && answer.status < 300,
  });
  return { kind: 'refused', error };
}

function judgeRefusal(
  answer: WireAnswer,
  { identifier, message }: Extract<Reading, { kind: 'refusal' }>,
  facts: TryFacts,
): TryFailure {
  const { operation, attempts, patienceMs } = facts;
  const { status } = answer;
  const askedMs = retryAfterMs(answer.retryAfter, facts.now);
  const waitMs = Math.max(askedMs ?? 0, facts.backoffMs);
  const isTransient = isWorthRepeating(operation.repeat, { kind: 'refusal', status, identifier });
  const isInTime = waitMs < patienceMs;
  const field = message === undefined ? undefined : knownFieldIn(message);
  const error = new IdenfyApiError({
    operation,
    status,
    identifier,
    vendorMessage: message,
    field,
    fieldFromDefaults: field !== undefined && facts.defaultedFields.includes(field),
    mayHaveWorked: mayHaveWorked(operation.repeat, status) || (status === 409 && facts.inDoubt),
    comeBackLater: isTransient && !isInTime && askedMs !== undefined,
    attempts,
    retryAfterSeconds: retryAfterSeconds(askedMs, status, identifier),
  });
  const kind = status >= 500 ? 'failed' : 'refused';
  return isTransient && isInTime ? { kind, error, retryInMs: waitMs } : { kind, error };
}

function retryAfterSeconds(
  askedMs: number | undefined,
  status: number,
  identifier: string | null,
): number | undefined {
  if (askedMs !== undefined) {
    return Math.ceil(askedMs / 1000);
  }
  return status === 429 || identifier === 'TOO_MANY_REQUESTS' ? RATE_LIMIT_PAUSE_SECONDS : undefined;
}
