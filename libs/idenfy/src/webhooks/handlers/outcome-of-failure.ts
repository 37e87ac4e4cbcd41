import { backoffMs } from '../../client/retry/retry-timing.js';
import type { IdenfyHandlerDefaults } from '../webhook.options.js';
import { errorText } from '../worker/error-text.js';
import type { ClaimedRun } from './claimed-run.js';
import { LostContextError } from './lost-context.error.js';
import type { RegisteredHandler } from './registered-handler.js';
import type { RunOutcome } from './settle-runs.js';

type Delays = Pick<Required<IdenfyHandlerDefaults>, 'retryDelayMs' | 'maxRetryDelayMs'>;

/** What follows from a failed attempt: another one later, exponentially later each time, or a dead letter. */
export function outcomeOfFailure(
  error: unknown,
  { attempts }: Pick<ClaimedRun, 'attempts'>,
  { maxAttempts }: Pick<RegisteredHandler, 'maxAttempts'>,
  { now, random, retryDelayMs, maxRetryDelayMs }: Delays & { now: Date; random: () => number },
): RunOutcome {
  const text = errorText(error);
  if (attempts >= maxAttempts || error instanceof LostContextError) return { state: 'dead', error: text };
  const delayMs = Math.min(maxRetryDelayMs, backoffMs(attempts, retryDelayMs, random));
  return { state: 'pending', nextTryAt: new Date(now.getTime() + delayMs), error: text };
}
