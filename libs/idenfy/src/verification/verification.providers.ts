import { AccessAudit } from './audit/access-audit.js';
import { RateBudget } from '../client/budget/rate-budget.js';
import { PostgresRateBudget } from './budget/postgres-rate-budget.js';
import { ChangeLog } from './changes/change-log.js';
import { ChangeTransaction } from './changes/change-transaction.js';
import { Decisions } from './decisions.js';
import { DocumentFacts } from './document-facts.js';
import { IdenfyVerifications } from './idenfy-verifications.js';
import { SessionImport } from './import/session-import.js';
import { ExtractedData } from './lookup/extracted-data.js';
import { LookUps } from './lookup/look-ups.js';
import { MissingData } from './lookup/missing-data.js';
import { Turns } from './lookup/turns.js';
import { PostgresNotifications } from './notifications/postgres-notifications.js';
import { Returns } from './returns.js';
import { Attempts } from './start/attempts.js';
import { LostAnswers } from './start/lost-answers.js';
import { SessionStarter } from './start/session-starter.js';
import { Sessions } from './start/sessions.js';
import { Submissions } from './submission/submissions.js';
import { VerdictApplier } from './verdict-applier.js';
import { VerificationFeed } from './verification-feed.js';
import { VerificationQueries } from './verification-queries.js';

/** Stands behind the client's own providers, so that its in-process budget gives way to the shared one. */
export const verificationProviders = [
  { provide: RateBudget, useClass: PostgresRateBudget },
  AccessAudit,
  ChangeLog,
  ChangeTransaction,
  PostgresNotifications,
  VerificationFeed,
  VerificationQueries,
  DocumentFacts,
  VerdictApplier,
  Attempts,
  Sessions,
  LostAnswers,
  SessionStarter,
  Submissions,
  Returns,
  Decisions,
  Turns,
  ExtractedData,
  MissingData,
  LookUps,
  SessionImport,
  IdenfyVerifications,
];
