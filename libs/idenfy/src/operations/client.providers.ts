import { HttpService } from '@nestjs/axios';
import { Module, type Provider, type Type } from '@nestjs/common';
import { IdenfyClock, IdenfyRandom, SystemClock, SystemRandom } from '../client/clock.js';
import { IdenfyClient } from '../client/idenfy-client.js';
import { InProcessRateBudget, RateBudget } from '../client/rate-budget.js';
import { ownAxios } from '../client/transport.js';
import { IdenfyDeletionService } from './deletion.service.js';
import { IdenfyDirectProcessingService } from './direct-processing.service.js';
import { IdenfyDummyService } from './dummy.service.js';
import { MediaDownloads } from './media-downloads.js';
import { IdenfyRetrievalService } from './retrieval.service.js';
import { IdenfyTokenService } from './token.service.js';

/** Gives the client an axios of its own: the host's defaults and interceptors do not see our requests. */
@Module({
  providers: [{ provide: HttpService, useFactory: () => new HttpService(ownAxios()) }],
  exports: [HttpService],
})
class OwnHttpModule {}

/** What a module imports and provides to offer the client; it adds `ClientOptions` and `IdenfyAccounts`. */
export const clientParts: { imports: Type[]; providers: Provider[] } = {
  imports: [OwnHttpModule],
  providers: [
    IdenfyClient,
    { provide: IdenfyClock, useClass: SystemClock },
    { provide: IdenfyRandom, useClass: SystemRandom },
    { provide: RateBudget, useClass: InProcessRateBudget },
    IdenfyTokenService,
    IdenfyRetrievalService,
    IdenfyDirectProcessingService,
    IdenfyDeletionService,
    IdenfyDummyService,
    MediaDownloads,
  ],
};
