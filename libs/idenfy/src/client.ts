export { IdenfyClientModule } from './operations/idenfy-client.module.js';
export type { IdenfyClientExtras } from './operations/idenfy-client.module-definition.js';

export type { IdenfyAccount } from './client/account.js';
export { IdenfyAccounts } from './client/accounts.js';
export { InProcessRateBudget } from './client/budget/in-process-rate-budget.js';
export { RateBudget } from './client/budget/rate-budget.js';
export type { CallOptions, StreamedBody } from './client/call/call-options.js';
export type { CircuitName } from './client/circuit/circuit.js';
export type {
  AnsweredEvent,
  ClientEventMap,
  ClientEvents,
  GaveUpEvent,
  RetriedEvent,
  TryEvent,
  TryOutcome,
} from './client/client-events.js';
export {
  CLIENT_DEFAULTS,
  type IdenfyAccountCredentials,
  type IdenfyCircuitOptions,
  type IdenfyClientOptions,
  type IdenfyHttpOptions,
  type IdenfyMediaOptions,
} from './client/client.options.js';
export { IdenfyClock, SystemClock } from './client/clock.js';
export { IdenfyClient } from './client/idenfy-client.js';
export { IdenfyRandom, SystemRandom } from './client/random.js';
export { ResolvedClientOptions } from './client/resolved-client-options.js';

export { IdenfyDeletionService } from './operations/deletion.service.js';
export { IdenfyDirectProcessingService } from './operations/direct-processing/direct-processing.service.js';
export { IdenfyDummyService } from './operations/dummy.service.js';
export type { MediaDownload } from './operations/media/media-downloads.js';
export { IdenfyRetrievalService, type ReportOptions } from './operations/retrieval.service.js';
export { type CreateTokenOptions, IdenfyTokenService } from './operations/token.service.js';

export {
  addDummyStatus,
  createToken,
  deleteVerification,
  generatePdf,
  listIdentifications,
  processImages,
  readData,
  readFiles,
  readStatus,
  requestInformation,
} from './contract/endpoints.js';
export { defineOperation, type Operation } from './contract/operation.js';

export { IdenfyApiError } from './errors/idenfy-api.error.js';
export { IdenfyBudgetError } from './errors/idenfy-budget.error.js';
export { IdenfyBulkheadError } from './errors/idenfy-bulkhead.error.js';
export { IdenfyCancelledError } from './errors/idenfy-cancelled.error.js';
export { IdenfyCircuitError } from './errors/idenfy-circuit.error.js';
export { IdenfyConfigurationError } from './errors/idenfy-configuration.error.js';
export { IdenfyContractError } from './errors/idenfy-contract.error.js';
export { IdenfyLostAnswerError } from './errors/idenfy-lost-answer.error.js';
export { IdenfyNetworkError } from './errors/idenfy-network.error.js';
export { IdenfyNotFoundError } from './errors/idenfy-not-found.error.js';
export { IdenfyTimeoutError } from './errors/idenfy-timeout.error.js';
export { IdenfyUploadError } from './errors/idenfy-upload.error.js';
export { IdenfyValidationError } from './errors/idenfy-validation.error.js';
export { IdenfyError } from './errors/idenfy.error.js';
export { isIdenfyError } from './errors/is-idenfy-error.js';
