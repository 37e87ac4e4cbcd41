import { SystemClock } from '../client/clock.js';
import {
  type ContractDifference,
  ContractDrift,
  type ContractDriftQuery,
} from '../webhooks/contract-drift.js';
import { withDatabase } from './database.js';
import type { TableLocation } from './flags.js';
import { type Report, table } from './output.js';

/** Lists the differences that were counted. */
export function listDrift(query: ContractDriftQuery, location: TableLocation): Promise<Report> {
  return withDatabase('drift', location, async (database) => {
    const differences = await new ContractDrift(database, new SystemClock()).list(query);
    return { data: differences, text: tableOf(differences) };
  });
}

function tableOf(differences: readonly ContractDifference[]): string {
  if (differences.length === 0) return 'No drift.';
  return table(
    ['ID', 'ACCOUNT', 'KIND', 'PATH', 'FOUND', 'SEEN', 'FIRST', 'LAST'],
    differences.map(({ id, account, kind, path, found, seen, firstSeenAt, lastSeenAt }) => [
      id,
      account,
      kind,
      path,
      found,
      seen,
      firstSeenAt,
      lastSeenAt,
    ]),
  );
}
