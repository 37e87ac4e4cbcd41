import { HttpModule } from '@nestjs/axios';
import type { DynamicModule, Provider } from '@nestjs/common';
import { IdenfyAccounts } from './accounts.js';
import { InProcessRateBudget } from './budget/in-process-rate-budget.js';
import { RateBudget } from './budget/rate-budget.js';
import { IdenfyClock, SystemClock } from './clock.js';
import { IdenfyClient } from './idenfy-client.js';
import { IdenfyRandom, SystemRandom } from './random.js';

/** What a module needs to have the client; it adds the `ResolvedClientOptions`. */
export const clientParts: { imports: DynamicModule[]; providers: Provider[] } = {
  // An axios instance of its own: interceptors that the host hung on its HttpService do not see our requests.
  imports: [HttpModule.register({})],
  providers: [
    IdenfyAccounts,
    IdenfyClient,
    { provide: IdenfyClock, useClass: SystemClock },
    { provide: IdenfyRandom, useClass: SystemRandom },
    { provide: RateBudget, useClass: InProcessRateBudget },
  ],
};
