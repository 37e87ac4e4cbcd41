import type { AxiosInstance } from 'axios';
import type { RetryPolicy } from 'cockatiel';
import type { RateBudget } from '../budget/rate-budget.js';
import type { ClientEvents } from '../client-events.js';
import type { ResolvedHttpOptions } from '../client.options.js';
import type { IdenfyClock } from '../clock.js';
import type { IdenfyRandom } from '../random.js';

/** What every call of a client is made with. */
export interface CallTools {
  readonly axios: AxiosInstance;
  readonly clock: IdenfyClock;
  readonly random: IdenfyRandom;
  readonly budget: RateBudget;
  readonly events: ClientEvents;
  readonly http: ResolvedHttpOptions;
  /** Runs tries until one of them does not want another. */
  readonly retry: RetryPolicy;
}
