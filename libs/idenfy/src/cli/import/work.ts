import type { IdentificationSummary } from '../../contract/identifications.js';
import type { IdenfyRetrievalService } from '../../operations/retrieval.service.js';
import type { ImportedSession } from '../../verification/import/session-import.js';
import { withDatabase } from '../with-database.js';
import type { ImportFlags } from './flags.js';
import { credentials, type ImportServices, importServices } from './services.js';

/** Imports what was asked for, in the database. */
export function carryOut(flags: ImportFlags): Promise<readonly ImportedSession[]> {
  const account = credentials();
  return withDatabase('import', flags.place, async (dataSource) => {
    const services = importServices(dataSource, account, flags);
    try {
      return await importAll(services, flags);
    } finally {
      services.close();
    }
  });
}

async function importAll(
  { retrieval, sessions }: ImportServices,
  { account, clientId, scanRefs, actor, startedAt }: ImportFlags,
): Promise<readonly ImportedSession[]> {
  const chosen = scanRefs.length > 0 ? scanRefs : [await onlySession(retrieval, account, clientId)];
  const imported: ImportedSession[] = [];
  for (const scanRef of chosen) {
    imported.push(await sessions.bring({ account, clientId, scanRef, actor, startedAt }));
  }
  return imported;
}

/** iDenfy's list does not say when a session was started, and so not which of several counts. */
async function onlySession(
  retrieval: IdenfyRetrievalService,
  account: string,
  clientId: string,
): Promise<string> {
  const found = await sessionsOf(retrieval, account, clientId);
  const [only, ...more] = found;
  if (only === undefined) throw new Error('iDenfy has no session of this person');
  if (more.length > 0) {
    const names = found.map(({ scanRef, status }) => `${scanRef} (${status})`).join(', ');
    throw new Error(
      `iDenfy has several sessions of this person; name them with --scan-ref, the oldest first: ${names}`,
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
