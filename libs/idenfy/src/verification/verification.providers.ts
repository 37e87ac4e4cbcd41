import { ChangeLog } from './changes/change-log.js';
import { ChangeTransaction } from './changes/change-transaction.js';
import { Decisions } from './decisions.js';
import { IdenfyVerifications } from './idenfy-verifications.js';
import { ExtractedData } from './lookup/extracted-data.js';
import { LookUps } from './lookup/look-ups.js';
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

export const verificationProviders = [
  ChangeLog,
  ChangeTransaction,
  PostgresNotifications,
  VerificationFeed,
  VerificationQueries,
  VerdictApplier,
  Attempts,
  Sessions,
  LostAnswers,
  SessionStarter,
  Submissions,
  Returns,
  Decisions,
  LookUps,
  ExtractedData,
  IdenfyVerifications,
];
