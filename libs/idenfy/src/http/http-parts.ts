import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import { assertAccessRules } from './access/idenfy-access.guard.js';
import { IdenfyAccess } from './access/idenfy-access.js';
import { AuditController } from './audit/audit.controller.js';
import { IntegrityController } from './audit/integrity.controller.js';
import { BodyParserBypass } from './body/body-parser-bypass.js';
import { AttentionController } from './cases/attention.controller.js';
import { CaseController } from './cases/case.controller.js';
import { RequestInformationController } from './cases/request-information.controller.js';
import { ClientsController } from './clients/clients.controller.js';
import { PersonExportController } from './clients/person-export.controller.js';
import { LegalHoldController } from './clients/legal-hold.controller.js';
import { RelationshipController } from './clients/relationship.controller.js';
import { DecisionsController } from './decisions/decisions.controller.js';
import { DoctorController } from './doctor/doctor.controller.js';
import { documentUploadProviders } from './documents/document-upload-reader.js';
import { DocumentsController } from './documents/documents.controller.js';
import { ErasureController } from './erasure/erasure.controller.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { BulkJobsController } from './inbox/bulk-jobs.controller.js';
import { ContractDriftController } from './inbox/contract-drift.controller.js';
import { DeadLettersController } from './inbox/dead-letters.controller.js';
import { InboxController } from './inbox/inbox.controller.js';
import { OrphansController } from './inbox/orphans.controller.js';
import { NotesController } from './notes/notes.controller.js';
import { AssigneeController } from './queue/assignee.controller.js';
import { QueueEventsController } from './queue/queue-events.controller.js';
import { QueueController } from './queue/queue.controller.js';
import { SavedViewsController } from './queue/saved-views.controller.js';
import { RefusalLog } from './errors/refusal-log.js';
import type { IdenfyRestExtras } from './rest.options.js';
import { HandlersController } from './operations/handlers.controller.js';
import { OperationsController } from './operations/operations.controller.js';
import { OverviewController } from './overview/overview.controller.js';
import { secureBy } from './openapi/security-scheme.js';
import { ResultFiles } from './results/result-files.js';
import { ResultsController } from './results/results.controller.js';
import { StaffController } from './staff/staff.controller.js';
import { EventStreams } from './streams/event-streams.js';
import { StaffVerificationController } from './verifications/staff-verification.controller.js';
import { VerificationStarts } from './verifications/verification-starts.js';
import { VerificationStream } from './verifications/verification-stream.js';
import { VerificationViews } from './verifications/verification.views.js';
import { VerificationController, VerificationsController } from './verifications/verifications.controller.js';
import { webhooksController } from './webhooks/webhooks.controller.js';

/** What the REST routes add to the module. */
type HttpParts = Required<Pick<DynamicModule, 'imports' | 'controllers' | 'providers' | 'exports'>>;

/**
 * The REST routes, to be spread into the definition of the module that serves them. It must provide `RestOptions`.
 *
 * @param module the class of that module: its routes get the prefix
 * @throws IdenfyConfigurationError when there is no access policy, or a route has no access rule
 */
export function httpParts(module: Type, extras: IdenfyRestExtras): HttpParts {
  const {
    access,
    controllers: served = true,
    routePrefix = 'idenfy',
    webhookDecorators,
    securityScheme,
  } = extras;
  const always = [...policyFrom(access), RefusalLog]; // hosts use our exception filter as well
  if (!served) {
    return { imports: [], controllers: [], providers: always, exports: always };
  }
  if (!access) {
    throw noPolicy();
  }
  const callable = [
    VerificationsController,
    VerificationController,
    DocumentsController,
    StaffVerificationController,
    ResultsController,
    DecisionsController,
    CaseController,
    AttentionController,
    RequestInformationController,
    ErasureController,
    EvidenceController,
    AuditController,
    IntegrityController,
    ClientsController,
    LegalHoldController,
    RelationshipController,
    PersonExportController,
    DeadLettersController,
    BulkJobsController,
    OrphansController,
    InboxController,
    HandlersController,
    OperationsController,
    OverviewController,
    ContractDriftController,
    DoctorController,
    QueueController,
    SavedViewsController,
    QueueEventsController,
    AssigneeController,
    NotesController,
    StaffController,
  ];
  secureBy(securityScheme, callable);
  // Express tries one route after the other, and this one is called most often
  const controllers = [webhooksController(webhookDecorators), ...callable];
  assertAccessRules(controllers);
  return {
    imports: [RouterModule.register([{ path: routePrefix, module }])],
    controllers,
    providers: [
      ...always,
      BodyParserBypass,
      ...documentUploadProviders,
      VerificationStarts,
      EventStreams,
      VerificationViews,
      VerificationStream,
      ResultFiles,
    ],
    exports: always,
  };
}

function policyFrom(access: Type<IdenfyAccess> | undefined): Provider[] {
  return access ? [{ provide: IdenfyAccess, useClass: access }] : [];
}

function noPolicy(): IdenfyConfigurationError {
  return new IdenfyConfigurationError({
    option: 'access',
    hint:
      'say who is calling: give a class that extends IdenfyAccess, beside the factory ' +
      '(IdenfyModule.forRootAsync({ access: KycAccess, … })), or switch the routes off with controllers: false',
  });
}
