// The module
export { IdenfyModule } from './idenfy.module.js';
export { getIdenfyToken, InjectIdenfy, type IdenfyProvider } from './client/registration.js';
export type { IdenfyAccountOptions, IdenfyExtras, IdenfyOptions } from './idenfy.options.js';
export type {
  ApprovedVerification,
  IdenfyLimitOptions,
  IdenfyDecisionOptions,
  IdenfyStandingOptions,
  IdenfyVerificationOptions,
} from './verifications/verification.options.js';
export type { IdenfyHandlerOptions } from './handlers/handler.options.js';
export type { IdenfyWebhookOptions } from './webhooks/webhook.options.js';
export type { IdenfyWorkerOptions } from './outbox/worker.options.js';
export type { IdenfyEvidenceOptions } from './evidence/evidence.options.js';
export type { IdenfyReconciliationOptions } from './reconciliation/reconciliation.options.js';
export type { IdenfyCaseworkOptions } from './casework/casework.options.js';
export type {
  IdenfyRetentionClocks,
  IdenfyRetentionOptions,
  RetentionStart,
} from './erasure/retention.options.js';

// The REST routes and who may call them
export { IdenfyAccess, type IdenfyHttpRequest } from './http/access/idenfy-access.js';
export {
  isStaff,
  permissionsOf,
  type IdenfyCaller,
  type IdenfyPersonCaller,
  type IdenfyStaffCaller,
  STAFF_PERMISSIONS,
  type StaffPermission,
} from './http/access/caller.js';
export {
  NotVerifiedView,
  RequireVerified,
  type RequireVerifiedOptions,
} from './http/access/require-verified.js';
export type {
  IdenfyRestExtras,
  IdenfyRestOptions,
  PersonField,
  RouteDecorator,
  TokenDefaults,
} from './http/rest.options.js';
export { DocumentUploadSettings } from './http/documents/document-upload-reader.js';
export { ErrorView, type HttpError, toHttpError } from './http/errors/http-error.js';
export { IdenfyExceptionFilter } from './http/errors/idenfy-exception.filter.js';
export { toErrorAnswer, type ErrorAnswer } from './errors/error-answer.js';

// The chains of history and audit
export {
  type BrokenLink,
  ChainCheck,
  type ChainCheckScope,
  type ChainReport,
  type ExportedHead,
} from './audit/chain-check.js';
export type { ChainedTable, ChainHead } from './audit/chain.js';
export { AuditKeys } from './audit/audit-keys.js';

// Tracked verifications
export {
  IdenfyVerifications,
  type PersonStanding,
  type StandingDemand,
  type StartAtLevel,
} from './verifications/idenfy-verifications.js';
export type { IdenfyLevel, IdenfyLevels } from './verifications/levels.js';
export type { StartResult } from './verifications/start/session-store.js';
export type { StartInput } from './verifications/start/verification-starter.js';
export type { Submission } from './verifications/submissions.js';
export type { InformationRequest } from './verifications/information-requests.js';
export type { Claims } from './verifications/claims.js';
export type {
  DecidedVerification,
  Decision,
  DecisionOutcome,
  DecisionStep,
  ProposedDecision,
} from './verifications/decisions.js';
export type { Settlement } from './verifications/settlements.js';
export type {
  HistoryPage,
  HistoryQuery,
  VerificationPage,
  VerificationQuery,
} from './verifications/verification-queries.js';
export { SessionImport, type ImportedSession, type SessionToImport } from './verifications/session-import.js';
export { VerificationFeed } from './verifications/verification-feed.js';
export type { Actor } from './database/actor.js';
export { hints, nextStep, personStatus, type Hint, type NextStep } from './verifications/person-view.js';
export {
  AccessAudit,
  type Access,
  type AccessQuery,
  type RecordedAccess,
} from './verifications/access-audit.js';
export { Erasures } from './erasure/erasures.js';
export { LegalHolds, type HeldPerson } from './erasure/legal-holds.js';
export { ErasureReplay, type Replayed } from './erasure/erasure-replay.js';
export type { ErasureReceipt } from './erasure/erasure-receipts.js';
export { Persons } from './erasure/persons.js';
export type { PersonExport } from './erasure/person-export.js';
export {
  Relationships,
  type PersonRetention,
  type RelatedPerson,
  type Relationship,
} from './erasure/relationships.js';
export { RetentionSweep } from './erasure/retention.js';
export { DueErasures } from './erasure/erasure-saga.js';
export { OldRows, WebhookPurge } from './erasure/old-rows.js';
export { RetentionCalendar, type RetentionDates } from './erasure/retention-dates.js';
export { EvidenceStore, PostgresEvidenceStore } from './evidence/evidence-store.js';
export { EvidenceCollector } from './evidence/evidence-collector.js';
export { EvidencePacks, type PackRequest } from './evidence/evidence-pack.js';

// Casework
export { Assignments, type Assignment } from './casework/assignments.js';
export { CaseNotes, type Note } from './casework/notes.js';
export { type CaseFilter, CaseQueue, type QueueItem, type QueueQuery } from './casework/queue.js';
export { type CaseChange, QueueFeed } from './casework/queue-feed.js';
export { SavedViews } from './casework/saved-views.js';
export { StaffDirectory, type StaffMember } from './casework/staff-directory.js';

// Entities
export { idenfyEntities } from './database/entities/idenfy-entities.js';
export { IdenfyJob } from './database/entities/job.entity.js';
export { IdenfyOpenCase } from './database/entities/open-case.entity.js';
export { IdenfySavedView } from './database/entities/saved-view.entity.js';
export { IdenfyPerson, type Standing, STANDINGS } from './database/entities/person.entity.js';
export { IdenfyVerification } from './database/entities/verification.entity.js';
export {
  type Cause,
  type Effect,
  IdenfyVerificationEvent,
} from './database/entities/verification-event.entity.js';
export { IdenfyWebhook } from './database/entities/webhook.entity.js';
export { IdenfyHandlerRun } from './database/entities/handler-run.entity.js';
export { IdenfyHandlerRegistration } from './database/entities/handler-registration.entity.js';
export {
  type ErasureAtIdenfy,
  type ErasureState,
  IdenfyErasure,
} from './database/entities/erasure.entity.js';
export { IdenfyProposal, PROPOSAL_STATES, type ProposalState } from './database/entities/proposal.entity.js';
export {
  IdenfyEvidence,
  type EvidenceKind,
  type MissingReason,
} from './database/entities/evidence.entity.js';
export { IdenfyRateBudget } from './database/entities/rate-budget.entity.js';
export { IdenfyAccessRecord, type AccessAction } from './database/entities/access-record.entity.js';

// Webhooks and handlers
export {
  type HandlerDecoratorOptions,
  OnAttention,
  OnDecision,
  OnErasure,
  OnIdenfyWebhook,
  OnRenewalDue,
  OnStanding,
  OnVerification,
  type RenewalDueOptions,
} from './handlers/decorators.js';
export {
  AttentionRaised,
  DecisionMade,
  type VerificationAtChange,
  VerificationChange,
} from './handlers/contexts.js';
export { IdenfyWebhookReceived } from './handlers/webhook-context.js';
export { VerificationErased } from './handlers/erasure-context.js';
export { RenewalDue, StandingChange } from './handlers/standing-contexts.js';
export { WebhookReceiver, type IncomingWebhook } from './webhooks/webhook-inbox.js';
export { WebhookEvents, type WebhookEventMap } from './webhooks/webhook-events.js';
export { HandlerEvents, type HandlerEventMap } from './handlers/handler-events.js';
export { OutboxParticipants, type OutboxParticipant } from './outbox/outbox-writes.js';
export type { HistoryLine, OutboxChange, ReviewFacts } from './outbox/outbox-change.js';
export { IdenfyWorkers } from './webhooks/idenfy-workers.js';
export {
  type DeadLetter,
  type DeadLetterQuery,
  DeadLetters,
  type DeadLetterScope,
  type ReplayAct,
} from './outbox/dead-letters.js';
export type { StuckFilter, StuckGroup, StuckKind, StuckMatches } from './outbox/stuck-work.js';
export { AnnouncedHandlers, type AnnouncedHandler } from './outbox/announced-handlers.js';
export { BulkJobs, type BulkJob } from './outbox/bulk-jobs.js';
export {
  type ContractDifference,
  ContractDrift,
  type ContractDriftQuery,
} from './webhooks/contract-drift.js';
export { Orphans, type Orphan, type OrphanQuery } from './webhooks/orphans.js';
export { StoredWebhooks, type StoredWebhook, type StoredWebhookQuery } from './webhooks/stored-webhooks.js';
export { Overview, type OverviewQuery, type OverviewReport } from './casework/overview.js';
export { OverviewRollup, type RollupReport } from './casework/overview-rollup.js';
export { WaitingWork, type MadeDue } from './webhooks/waiting-work.js';
export { IdenfyDoctor } from './doctor/idenfy-doctor.js';
export type { Finding } from './doctor/check.js';
export { ApprovalEnds, type ApprovalEndsReport } from './reconciliation/approval-ends.js';
export { OverdueSweep, type SweepReport } from './reconciliation/overdue-sweep.js';

// At rest
export { HashKey, parseHashKey } from './privacy/hash-key.js';
export { FieldCipher, KeyRing, parseEncryptionKeys, SealedValueError } from './privacy/field-cipher.js';
export {
  KeyRotation,
  type KeyRotationOptions,
  type KeyRotationReport,
  type UnreadableValues,
} from './rotation/key-rotation.js';

// DTOs and views
export { StartVerificationDto } from './http/verifications/start-verification.dto.js';
export { SessionView } from './http/verifications/verifications.controller.js';
export { ListVerificationsDto } from './http/verifications/list-verifications.js';
export { PersonVerificationView, StaffVerificationView } from './http/verifications/verification.views.js';
export { HistoryEventView } from './http/verifications/staff-verification.controller.js';
export { SubmittedView } from './http/documents/documents.controller.js';
export {
  ExtendRetentionDto,
  RelationshipDto,
  RelationshipView,
  RetentionView,
} from './http/clients/relationship.controller.js';
export { PersonExportView } from './http/clients/person-export.view.js';
export { ClientView } from './http/clients/client.view.js';
export { DecideDto, ReturnDecisionDto } from './http/decisions/decisions.controller.js';
export { CaseView } from './http/cases/case.views.js';
export { RequestInformationDto } from './http/cases/request-information.controller.js';
export { ProposalView, ProposedView } from './http/decisions/proposal.view.js';
export { ErasureView } from './http/erasure/erasure.controller.js';
export { AccessView } from './http/audit/audit.controller.js';
export {
  BulkActView,
  DeadLetterView,
  RetriedView,
  StuckGroupView,
} from './http/inbox/dead-letters.controller.js';
export { BulkJobView } from './http/inbox/bulk-jobs.controller.js';
export { StoredWebhookView } from './http/inbox/inbox.controller.js';
export { OperationsView } from './http/operations/operations.controller.js';
export { HandlerView } from './http/operations/handlers.controller.js';
export { OverviewView } from './http/overview/overview.views.js';
export { ContractDifferenceView } from './http/inbox/contract-drift.controller.js';
export { OrphanView } from './http/inbox/orphans.controller.js';
export { DoctorView, FindingView } from './http/doctor/doctor.controller.js';
export { AssignedView, QueueCountsView, QueueItemView, QueuePageView } from './http/queue/queue.views.js';
export { ListQueueDto } from './http/queue/queue-query.js';
export { AssignDto, AssignManyDto } from './http/queue/assignee.dto.js';
export { SavedViewView, SaveViewDto } from './http/queue/saved-views.controller.js';
export { CaseChangeView } from './http/queue/queue-events.controller.js';
export { AddNoteDto, NoteView } from './http/notes/notes.controller.js';
export { StaffMemberView, StaffView } from './http/staff/staff.controller.js';
export { completeIdenfyDocument } from './http/openapi/complete-document.js';
export type { Page } from './http/openapi/page.js';

// Our own refusals
export { IdenfyTransactionError, type TransactionRefusal } from './errors/transaction.error.js';
export { IdenfyLeaseLostError } from './handlers/handler.errors.js';
export {
  IdenfyConflictError,
  IdenfyForbiddenError,
  IdenfyPreconditionError,
  IdenfySignatureError,
  IdenfyThrottledError,
  IdenfyUnauthenticatedError,
  IdenfyUnavailableError,
} from './errors/refusal.errors.js';

// The client, and what it needs of the database here
export * from './client.js';
export type { IdenfyDatabaseOptions } from './database/database.options.js';
export { type IdenfyBudgetOptions, PostgresRateBudget } from './database/postgres-rate-budget.js';

// Words of the contract beside those of the client
export {
  type AmlSuspicionType,
  type Attention,
  ATTENTIONS,
  CASE_KINDS,
  CASE_REASONS,
  type CaseKind,
  type CaseReason,
  type ImageStep,
  type OperationName,
  type RegistryMatch,
  type VerificationStatus,
  VIDEO_STEPS,
} from '@nestjs-idenfy/contract';
