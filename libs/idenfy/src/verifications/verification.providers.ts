import { AccessAudit } from './access-audit.js';
import { RateBudget } from '../client/rate-budget.js';
import { PostgresRateBudget } from '../database/postgres-rate-budget.js';
import { ChangeLog, ChangeTransaction } from './change-log.js';
import { KeptClaims } from './claims.js';
import { Decisions } from './decisions.js';
import { DocumentFacts, KeptAmlHits } from './result-facts.js';
import { IdenfyVerifications } from './idenfy-verifications.js';
import { Settlements } from './settlements.js';
import { SessionImport } from './session-import.js';
import { ExtractedData, MissingData } from './extracted-data.js';
import { InformationRequests } from './information-requests.js';
import { Lookups } from './lookups.js';
import { LookupThrottle } from './lookup-throttle.js';
import { PostgresNotifications } from '../database/notifications.js';
import { Returns, Submissions } from './submissions.js';
import { NewVerifications } from './start/new-verifications.js';
import { LostAnswers } from './start/lost-answers.js';
import { VerificationStarter } from './start/verification-starter.js';
import { SessionStore } from './start/session-store.js';
import { WebhookApplier } from './report-applier.js';
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
  KeptAmlHits,
  KeptClaims,
  WebhookApplier,
  NewVerifications,
  SessionStore,
  LostAnswers,
  VerificationStarter,
  Submissions,
  Returns,
  Decisions,
  Settlements,
  LookupThrottle,
  ExtractedData,
  MissingData,
  Lookups,
  InformationRequests,
  SessionImport,
  IdenfyVerifications,
];
