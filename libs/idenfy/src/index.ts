// The module
export { IdenfyModule } from './idenfy.module.js';
export type { IdenfyAccountOptions, IdenfyExtras, IdenfyOptions } from './idenfy.options.js';
export type { IdenfyRestOptions } from './http/http.options.js';
export type { IdenfyLimitOptions, IdenfyVerificationOptions } from './verification/verification.options.js';
export type {
  IdenfyHandlerDefaults,
  IdenfyWebhookOptions,
  IdenfyWebhookWorkerOptions,
} from './webhooks/webhook.options.js';
export type { IdenfyBudgetOptions } from './verification/budget/budget.options.js';
export type { IdenfyReconciliationOptions } from './reconciliation/reconciliation.options.js';
export type { IdenfyRetentionClocks, IdenfyRetentionOptions } from './erasure/erasure.options.js';

// Who may call
export { IdenfyAccess } from './http/access/idenfy-access.js';
export {
  isStaff,
  type IdenfyCaller,
  type IdenfyPersonCaller,
  type IdenfyStaffCaller,
} from './http/access/caller.js';
export type { IdenfyHttpRequest } from './http/access/http-request.js';
export { RequireVerified, type RequireVerifiedOptions } from './http/access/require-verified.decorator.js';
export { NotVerifiedView } from './http/access/not-verified.view.js';
export { toHttpError, type HttpError } from './http/errors/http-error.js';
export { ErrorView } from './http/errors/error.view.js';
export type { IdenfyRestExtras, PersonField, RouteDecorator, TokenDefaults } from './http/http.options.js';
export { DocumentsSettings } from './http/documents/documents-settings.js';
export { IdenfyExceptionFilter } from './http/errors/idenfy-exception.filter.js';
export { toErrorAnswer, type ErrorAnswer } from './errors/error-answer.js';

// Tracked verifications
export { IdenfyVerifications, type PersonStanding } from './verification/idenfy-verifications.js';
export type { StartInput, StartResult } from './verification/start/start.js';
export type { Submission } from './verification/submission/submissions.js';
export type { Decision } from './verification/decisions.js';
export type { VerificationPage, VerificationQuery } from './verification/verification-queries.js';
export {
  SessionImport,
  type ImportedSession,
  type SessionToImport,
} from './verification/import/session-import.js';
export { VerificationFeed } from './verification/verification-feed.js';
export type { Actor } from './verification/actor.js';
export { STANDINGS, type Standing } from './verification/standing.js';
export { ATTENTIONS, type Attention } from './verification/attention.js';
export type { VerificationStatus } from './verification/verification-status.js';
export type { Cause } from './verification/entities/verification-event.entity.js';
export type { Effect } from './verification/merge/merge.js';
export { hints, nextStep, personStatus, type Hint, type NextStep } from './verification/person-view.js';
export {
  AccessAudit,
  type Access,
  type AccessQuery,
  type RecordedAccess,
} from './verification/audit/access-audit.js';
export { Erasures } from './erasure/erasures.js';
export { LegalHolds, type HeldPerson } from './erasure/legal-holds.js';
export { RetentionSweep } from './erasure/retention-sweep.js';
export { DueErasures } from './erasure/due-erasures.js';
export { CallbackPurge } from './erasure/callback-purge.js';

// Entities
export { idenfyEntities } from './verification/entities/idenfy-entities.js';
export { IdenfyPerson } from './verification/entities/person.entity.js';
export { IdenfyVerification } from './verification/entities/verification.entity.js';
export { IdenfyVerificationEvent } from './verification/entities/verification-event.entity.js';
export { IdenfyWebhook } from './verification/entities/webhook.entity.js';
export { IdenfyHandlerRun } from './verification/entities/handler-run.entity.js';
export { IdenfyHandlerRegistration } from './verification/entities/handler-registration.entity.js';
export { IdenfyErasure } from './verification/entities/erasure.entity.js';
export { IdenfyRateBudget } from './verification/entities/rate-budget.entity.js';
export { IdenfyAccessRecord, type AccessAction } from './verification/entities/access-record.entity.js';

// Callbacks and handlers
export { OnVerification } from './webhooks/handlers/on-verification.decorator.js';
export { OnDecision } from './webhooks/handlers/on-decision.decorator.js';
export { OnIdenfyWebhook } from './webhooks/handlers/on-idenfy-webhook.decorator.js';
export { VerificationChange } from './webhooks/handlers/verification-change.js';
export { DecisionMade } from './webhooks/handlers/decision-made.js';
export { IdenfyWebhookReceived } from './webhooks/handlers/idenfy-webhook-received.js';
export type { IdenfyHandlerOptions } from './webhooks/handlers/handler-options.js';
export type { VerificationAtChange } from './webhooks/handlers/handler-call.js';
export { WebhookReceiver, type IncomingWebhook } from './webhooks/webhook-receiver.js';
export { WebhookInbox, type Delivery, type StoredDelivery } from './webhooks/intake/webhook-inbox.js';
export { WebhookEvents, type WebhookEventMap } from './webhooks/webhook-events.js';
export { IdenfyWorkers } from './webhooks/idenfy-workers.js';
export {
  DeadLetters,
  type DeadLetterQuery,
  type DeadLetterScope,
  type ReplayAct,
} from './webhooks/replay/dead-letters.js';
export type { DeadLetter } from './webhooks/replay/find-dead-letters.js';
export { Orphans, type Orphan, type OrphanQuery } from './webhooks/replay/orphans.js';
export { OverdueSweep, type SweepReport } from './reconciliation/overdue-sweep.js';

// At rest
export { FieldCipher, SealedValueError } from './privacy/field-cipher.js';
export { KeyRing, parseEncryptionKeys } from './privacy/key-ring.js';
export { KeyRotation, type KeyRotationOptions, type KeyRotationReport } from './rotation/key-rotation.js';

// DTOs and views
export { StartVerificationDto } from './http/dto/start-verification.dto.js';
export { ListVerificationsDto } from './http/dto/list-verifications.dto.js';
export { DecideDto } from './http/dto/decide.dto.js';
export { PersonVerificationView } from './http/views/person-verification.view.js';
export { StaffVerificationView } from './http/views/staff-verification.view.js';
export { VerificationPageView } from './http/views/verification-page.view.js';
export { StartedView } from './http/views/started.view.js';
export { SubmittedView } from './http/views/submitted.view.js';
export { ClientView } from './http/views/client.view.js';
export { HistoryEventView } from './http/views/history-event.view.js';
export { AccessView } from './http/views/access.view.js';
export { AccessPageView } from './http/views/access-page.view.js';
export { DeadLetterView } from './http/views/dead-letter.view.js';
export { DeadLetterPageView } from './http/views/dead-letter-page.view.js';
export { OrphanView } from './http/views/orphan.view.js';
export { OrphanPageView } from './http/views/orphan-page.view.js';
export { RetriedView } from './http/views/retried.view.js';
export { ErasureView } from './http/views/erasure.view.js';

// Our own refusals
export { IdenfyConflictError } from './errors/idenfy-conflict.error.js';
export { IdenfyForbiddenError } from './errors/idenfy-forbidden.error.js';
export { IdenfySignatureError } from './errors/idenfy-signature.error.js';
export { IdenfyThrottledError } from './errors/idenfy-throttled.error.js';
export { IdenfyUnauthenticatedError } from './errors/idenfy-unauthenticated.error.js';
export { IdenfyUnavailableError } from './errors/idenfy-unavailable.error.js';

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
export { PostgresRateBudget } from './verification/budget/postgres-rate-budget.js';

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
export {
  ERROR_CATALOGUE,
  type ErrorActor,
  type IdenfyErrorBody,
  type IdenfyIdentifier,
} from './contract/error-catalogue.js';

// iDenfy's words
export type { TokenRequest, TokenResponse } from './contract/token.js';
export type { AdditionalData, AdditionalSteps } from './contract/additional-step.js';
export type { StatusResponse } from './contract/status.js';
export type { VerificationData } from './contract/verification-data.js';
export { VIDEO_STEPS, type FilesResponse } from './contract/files.js';
export type { GeneratePdfRequest } from './contract/pdf.js';
export type { IdentificationList, ListIdentificationsQuery } from './contract/identifications.js';
export type {
  RequestInformationRequest,
  RequestInformationResponse,
} from './contract/request-information.js';
export type { AddDummyStatusRequest } from './contract/dummy-status.js';
export { requiredImages, type ImageStep, type ProcessRequest } from './contract/process.js';
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
export type { AmlSuspicionType } from './contract/aml.js';
export type { RegistryMatch } from './contract/registry-center.js';
export type { OperationName } from './contract/endpoints.js';
export { defineOperation, type Operation } from './contract/operation.js';
export { OPERATIONS } from './contract/endpoints.js';
export type { OpenEnum } from './contract/open-enum.js';
