// The client and its options
export type {
  IdenfyCircuitOptions,
  IdenfyClientOptions,
  IdenfyHttpOptions,
  IdenfyMediaOptions,
} from './client/client.options.js';
export { IdenfyClient } from './client/idenfy-client.js';
export {
  IdenfyAccount,
  type IdenfyAccountCredentials,
  IdenfyAccounts,
  type IdenfyAccountsOptions,
} from './client/accounts.js';
export type { CallOptions, StreamedBody } from './client/call-options.js';
export {
  ClientEvents,
  type AnsweredEvent,
  type ClientEventMap,
  type GaveUpEvent,
  type RetriedEvent,
} from './client/client-events.js';
export { type IdenfyClientExtras, IdenfyClientModule } from './operations/idenfy-client.module.js';
export { IdenfyClock, IdenfyRandom, SystemClock, SystemRandom } from './client/clock.js';
export { InProcessRateBudget, RateBudget } from './client/rate-budget.js';

// What iDenfy can be asked
export { IdenfyTokenService, type CreateTokenOptions } from './operations/token.service.js';
export { IdenfyRetrievalService, type ReportOptions } from './operations/retrieval.service.js';
export type { MediaDownload } from './operations/media-downloads.js';
export {
  type DirectProcessingRequest,
  IdenfyDirectProcessingService,
} from './operations/direct-processing.service.js';
export { type ImageInput, UploadedImage } from './operations/uploaded-image.js';
export { IdenfyDeletionService } from './operations/deletion.service.js';
export { IdenfyDummyService } from './operations/dummy.service.js';

// What can go wrong
export { IdenfyError, isIdenfyError } from './errors/idenfy.error.js';
export { IdenfyConfigurationError } from './errors/configuration.error.js';
export {
  IdenfyApiError,
  IdenfyBudgetError,
  IdenfyBulkheadError,
  IdenfyCancelledError,
  IdenfyCircuitError,
  IdenfyContractError,
  IdenfyLostAnswerError,
  IdenfyNetworkError,
  IdenfyTimeoutError,
} from './errors/call.errors.js';
export { IdenfyNotFoundError, IdenfyUploadError, IdenfyValidationError } from './errors/refusal.errors.js';
export { ERROR_CATALOGUE, type ErrorActor } from './errors/http-policy.js';

// iDenfy's words
export {
  type AddDummyStatusRequest,
  type AdditionalData,
  type AdditionalSteps,
  checkTokenRequest,
  COUNTRIES,
  defineOperation,
  DIRECT_PROCESSING_DOCUMENT_TYPES,
  DOCUMENT_RESULTS,
  DOCUMENT_TYPES,
  type DocumentExpirationWebhook,
  type DocumentResult,
  type DocumentType,
  EVENT_TYPE_HEADER,
  EVENT_TYPES,
  FACE_RESULTS,
  type FaceResult,
  type FilesResponse,
  FRAUD_TAGS,
  type FraudTag,
  type GeneratePdfRequest,
  IDENFY_API_URL,
  IDENFY_UI_URL,
  type IdenfyErrorBody,
  type IdenfyEventType,
  type IdenfyIdentifier,
  type IdenfyWebhookPayload,
  type IdentificationList,
  type IdentificationWebhook,
  IFRAME_ALLOW,
  iframeUrlFor,
  isCountry,
  LIMITS,
  type ListIdentificationsQuery,
  LOCALES,
  MISMATCH_TAGS,
  type MismatchTag,
  type OpenEnum,
  type Operation,
  OPERATIONS,
  OVERALL_STATUSES,
  type OverallStatus,
  type ProcessRequest,
  redirectUrlFor,
  type RequestInformationRequest,
  type RequestInformationResponse,
  requiredImages,
  SIGNATURE_HEADER,
  type StatusResponse,
  type TokenRequest,
  type TokenResponse,
  type UiMessage,
  type VerificationData,
} from '@nestjs-idenfy/contract';
