// The client and its options
export { IdenfyClientModule } from './operations/idenfy-client.module.js';
export type {
  IdenfyAccountCredentials,
  IdenfyCircuitOptions,
  IdenfyClientOptions,
  IdenfyHttpOptions,
  IdenfyMediaOptions,
} from './client/client.options.js';
export { IdenfyClient } from './client/idenfy-client.js';
export { IdenfyAccounts } from './client/accounts.js';
export { IdenfyAccount } from './client/account.js';
export type { CallOptions, StreamedBody } from './client/call/call-options.js';
export {
  ClientEvents,
  type AnsweredEvent,
  type ClientEventMap,
  type GaveUpEvent,
  type RetriedEvent,
} from './client/client-events.js';
export type { IdenfyClientExtras } from './operations/idenfy-client.module-definition.js';
export type { ReportOptions } from './operations/retrieval.service.js';
export { InProcessRateBudget } from './client/budget/in-process-rate-budget.js';
export { IdenfyClock, SystemClock } from './client/clock.js';
export { IdenfyRandom, SystemRandom } from './client/random.js';
export { RateBudget } from './client/budget/rate-budget.js';

// What iDenfy can be asked
export { IdenfyTokenService, type CreateTokenOptions } from './operations/token.service.js';
export { IdenfyRetrievalService } from './operations/retrieval.service.js';
export type { MediaDownload } from './operations/media/media-downloads.js';
export { IdenfyDirectProcessingService } from './operations/direct-processing/direct-processing.service.js';
export type { DirectProcessingRequest } from './operations/direct-processing/direct-processing-request.js';
export type { ImageInput } from './operations/direct-processing/image-input.js';
export { UploadedImage } from './operations/direct-processing/uploaded-image.js';
export { IdenfyDeletionService } from './operations/deletion.service.js';
export { IdenfyDummyService } from './operations/dummy.service.js';

// What can go wrong
export { IdenfyError } from './errors/idenfy.error.js';
export { isIdenfyError } from './errors/is-idenfy-error.js';
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
export { ERROR_CATALOGUE, type ErrorActor, type IdenfyIdentifier } from './contract/error-catalogue.js';

// iDenfy's words
export type { TokenRequest, TokenResponse } from './contract/token.js';
export type { AdditionalData, AdditionalSteps } from './contract/additional-step.js';
export type { StatusResponse } from './contract/status.js';
export type { VerificationData } from './contract/verification-data.js';
export type { FilesResponse } from './contract/files.js';
export type { GeneratePdfRequest } from './contract/pdf.js';
export type { IdentificationList, ListIdentificationsQuery } from './contract/identifications.js';
export type {
  RequestInformationRequest,
  RequestInformationResponse,
} from './contract/request-information.js';
export type { AddDummyStatusRequest } from './contract/dummy-status.js';
export { requiredImages, type ProcessRequest } from './contract/process.js';
export type {
  DocumentExpirationWebhook,
  IdenfyWebhookPayload,
  IdentificationWebhook,
} from './contract/webhook.js';
export { IFRAME_ALLOW, iframeUrlFor, redirectUrlFor, type UiMessage } from './contract/ui.js';
export { OVERALL_STATUSES, type OverallStatus } from './contract/overall-status.js';
export { DOCUMENT_RESULTS, type DocumentResult } from './contract/document-result.js';
export { FACE_RESULTS, type FaceResult } from './contract/face-result.js';
export { FRAUD_TAGS, type FraudTag } from './contract/fraud-tag.js';
export { MISMATCH_TAGS, type MismatchTag } from './contract/mismatch-tag.js';
export {
  DIRECT_PROCESSING_DOCUMENT_TYPES,
  DOCUMENT_TYPES,
  type DocumentType,
} from './contract/document-type.js';
export { COUNTRIES, isCountry } from './contract/country.js';
export { LOCALES } from './contract/locale.js';
export {
  EVENT_TYPES,
  EVENT_TYPE_HEADER,
  SIGNATURE_HEADER,
  type IdenfyEventType,
} from './contract/event-type.js';
export { LIMITS } from './contract/limits.js';
export { IDENFY_API_URL, IDENFY_UI_URL } from './contract/hosts.js';
export { checkTokenRequest } from './contract/token-rules.js';
export { OPERATIONS } from './contract/endpoints.js';
export { defineOperation, type Operation } from './contract/operation.js';
export type { OpenEnum } from './contract/open-enum.js';
