import type { Provider } from '@nestjs/common';
import { IdenfyDeletionService } from './deletion.service.js';
import { IdenfyDirectProcessingService } from './direct-processing/direct-processing.service.js';
import { IdenfyDummyService } from './dummy.service.js';
import { MediaDownloads } from './media/media-downloads.js';
import { IdenfyRetrievalService } from './retrieval.service.js';
import { IdenfyTokenService } from './token.service.js';

/** The services that a module with the client can offer. */
export const operationProviders: Provider[] = [
  IdenfyTokenService,
  IdenfyRetrievalService,
  IdenfyDirectProcessingService,
  IdenfyDeletionService,
  IdenfyDummyService,
  MediaDownloads,
];
