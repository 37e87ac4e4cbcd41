import { IdenfyAccessRecord } from './access-record.entity.js';
import { IdenfyBulkJob } from './bulk-job.entity.js';
import { IdenfyAuditHead } from './audit-head.entity.js';
import { IdenfyContractDrift } from './contract-drift.entity.js';
import { IdenfyErasure } from './erasure.entity.js';
import { IdenfyEvidenceCollection } from './evidence-collection.entity.js';
import { IdenfyEvidencePart } from './evidence-part.entity.js';
import { IdenfyEvidence } from './evidence.entity.js';
import { IdenfyHandlerRegistration } from './handler-registration.entity.js';
import { IdenfyHandlerRun } from './handler-run.entity.js';
import { IdenfyFreeText } from './free-text.entity.js';
import { IdenfyJob } from './job.entity.js';
import { IdenfyOpenCase } from './open-case.entity.js';
import { IdenfyOverviewCount } from './overview-count.entity.js';
import { IdenfyPerson } from './person.entity.js';
import { IdenfyProposal } from './proposal.entity.js';
import { IdenfyRateBudget } from './rate-budget.entity.js';
import { IdenfySavedView } from './saved-view.entity.js';
import { IdenfyVerificationEvent } from './verification-event.entity.js';
import { IdenfyVerification } from './verification.entity.js';
import { IdenfyWebhook } from './webhook.entity.js';
import { IdenfyWebhookName } from './webhook-name.entity.js';

/** Every entity of this library: spread it into `entities` of a DataSource that has no `autoLoadEntities`. */
export const idenfyEntities = [
  IdenfyPerson,
  IdenfyVerification,
  IdenfyVerificationEvent,
  IdenfyWebhook,
  IdenfyWebhookName,
  IdenfyFreeText,
  IdenfyHandlerRun,
  IdenfyHandlerRegistration,
  IdenfyErasure,
  IdenfyEvidenceCollection,
  IdenfyEvidence,
  IdenfyEvidencePart,
  IdenfyAccessRecord,
  IdenfyAuditHead,
  IdenfyProposal,
  IdenfyOpenCase,
  IdenfySavedView,
  IdenfyRateBudget,
  IdenfyJob,
  IdenfyContractDrift,
  IdenfyOverviewCount,
  IdenfyBulkJob,
];
