import { IdenfyAccessRecord } from './access-record.entity.js';
import { IdenfyErasure } from './erasure.entity.js';
import { IdenfyHandlerRegistration } from './handler-registration.entity.js';
import { IdenfyHandlerRun } from './handler-run.entity.js';
import { IdenfyPerson } from './person.entity.js';
import { IdenfyRateBudget } from './rate-budget.entity.js';
import { IdenfyVerificationEvent } from './verification-event.entity.js';
import { IdenfyVerification } from './verification.entity.js';
import { IdenfyWebhook } from './webhook.entity.js';

/** Every entity of this library: spread it into `entities` of a DataSource without `autoLoadEntities`. */
export const idenfyEntities = [
  IdenfyPerson,
  IdenfyVerification,
  IdenfyVerificationEvent,
  IdenfyWebhook,
  IdenfyHandlerRun,
  IdenfyHandlerRegistration,
  IdenfyErasure,
  IdenfyAccessRecord,
  IdenfyRateBudget,
];
