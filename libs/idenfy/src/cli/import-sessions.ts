import type { IdentificationSummary } from '@nestjs-idenfy/contract';
import { HttpService } from '@nestjs/axios';
import { Logger } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import type { Database } from '../database/database.js';
import { IdenfyAccounts } from '../client/accounts.js';
import { resolveClientOptions } from '../client/client.options.js';
import { SystemClock, SystemRandom } from '../client/clock.js';
import { IdenfyClient } from '../client/idenfy-client.js';
import { resolveOptions } from '../client/options.js';
import { ownAxios } from '../client/transport.js';
import type { Actor } from '../database/actor.js';
import { BudgetOptions, PostgresRateBudget } from '../database/postgres-rate-budget.js';
import { MediaDownloads } from '../operations/media-downloads.js';
import { IdenfyRetrievalService } from '../operations/retrieval.service.js';
import { OutboxParticipants } from '../outbox/outbox-writes.js';
import { ChangeLog } from '../verifications/change-log.js';
import { type ImportedSession, SessionImport } from '../verifications/session-import.js';
import { VerificationOptions } from '../verifications/verification.options.js';
import { auditKeys } from './audit-keys.js';
import { withDatabase } from './database.js';
import { requiredVariable, type TableLocation } from './flags.js';

/** What `nestjs-idenfy import` has to do; its input is checked. */
export interface ImportRequest {
  readonly clientId: string;
  /** Oldest first. Empty: the only session that iDenfy lists for the person. */
  readonly scanRefs: readonly string[];
  readonly startedAt: Date | undefined;
  readonly account: string;
  readonly keep: 'decision' | 'nothing';
  readonly actor: Actor;
  readonly location: TableLocation;
}

/** Imports the sessions into the database. @throws {UsageError} when a variable is missing */
export function importSessions(request: ImportRequest): Promise<readonly ImportedSession[]> {
  const account = credentials();
  return withDatabase('import', request.location, async (database) => {
    const services = importServices(database, account, request);
    try {
      return await importAll(services, request);
    } finally {
      services.close();
    }
  });
}

async function importAll(
  { retrieval, sessions }: ImportServices,
  { account, clientId, scanRefs, actor, startedAt }: ImportRequest,
): Promise<readonly ImportedSession[]> {
  const chosen = scanRefs.length > 0 ? scanRefs : [await onlySession(retrieval, account, clientId)];
  const imported: ImportedSession[] = [];
  for (const scanRef of chosen) {
    imported.push(await sessions.bring({ account, clientId, scanRef, actor, startedAt }));
  }
  return imported;
}

/** iDenfy's list does not tell when a session was started, and so not which of several sessions counts. */
async function onlySession(
  retrieval: IdenfyRetrievalService,
  account: string,
  clientId: string,
): Promise<string> {
  const found = await sessionsOf(retrieval, account, clientId);
  const [only, ...more] = found;
  if (only === undefined) throw new Error('iDenfy has no session for this person');
  if (more.length > 0) {
    const names = found.map(({ scanRef, status }) => `${scanRef} (${status})`).join(', ');
    throw new Error(
      `iDenfy has several sessions for this person; give them with --scan-ref, oldest first: ${names}`,
    );
  }
  return only.scanRef;
}

async function sessionsOf(
  retrieval: IdenfyRetrievalService,
  account: string,
  clientId: string,
): Promise<readonly IdentificationSummary[]> {
  const found: IdentificationSummary[] = [];
  for (let page = 1; ; page++) {
    const { results, next } = await retrieval.list({ clientId, page, perPage: 100 }, { account });
    found.push(...results);
    if (!next || results.length === 0) return found;
  }
}

/** @throws {UsageError} */
function credentials(): { apiKey: string; apiSecret: string; baseUrl?: string } {
  const baseUrl = process.env['IDENFY_BASE_URL']?.trim();
  return {
    apiKey: requiredVariable('IDENFY_API_KEY', 'import'),
    apiSecret: requiredVariable('IDENFY_API_SECRET', 'import'),
    ...(baseUrl && { baseUrl }),
  };
}

/** The services an import needs, built by hand: no application is started for it. */
interface ImportServices {
  readonly retrieval: IdenfyRetrievalService;
  readonly sessions: SessionImport;
  close(): void;
}

/** @throws IdenfyConfigurationError */
function importServices(
  database: Database,
  account: ReturnType<typeof credentials>,
  { account: name, keep }: Pick<ImportRequest, 'account' | 'keep'>,
): ImportServices {
  Logger.overrideLogger(false); // standard output is for the result
  const proxy = process.env['IDENFY_PROXY_URL']?.trim();
  const given = { accounts: { [name]: account }, ...(proxy && { http: { proxy } }) };
  const options = resolveClientOptions(given);
  const clock = new SystemClock();
  const accounts = new IdenfyAccounts(given);
  const http = new HttpService(ownAxios());
  const budget = new PostgresRateBudget(database, accounts, options, new BudgetOptions(), clock);
  const client = new IdenfyClient(accounts, options, clock, new SystemRandom(), budget, http);
  const retrieval = new IdenfyRetrievalService(
    client,
    accounts,
    options,
    new MediaDownloads(http, options, clock),
  );
  const trail = new AuditTrail(database, auditKeys('import'));
  const log = new ChangeLog(
    database,
    resolveOptions(VerificationOptions, { keep }),
    new OutboxParticipants(),
    trail,
  );
  return {
    retrieval,
    sessions: new SessionImport(database, retrieval, log, trail, clock),
    close: () => client.onApplicationShutdown(),
  };
}
