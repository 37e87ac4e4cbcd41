import { CLIENT_ID_PATTERN, isInstant, isScanRef } from '@nestjs-idenfy/contract';
import { ACCOUNT_NAME } from '../client/accounts.js';
import type { ImportedSession } from '../verifications/session-import.js';
import { actorFrom, LOCATION_OPTIONS, parseFlags, seeHelp, UsageError } from './flags.js';
import type { ImportRequest } from './import-sessions.js';
import { print, table } from './output.js';

const HELP = `Usage: nestjs-idenfy import --client-id <id> [--scan-ref <scanRef>]... [options]

Tracks sessions that were not started here. Requests the status of each session from iDenfy once, within the hourly
request budget that the service shares, and tracks it from then on: handlers are called for final results, and webhooks
that arrived earlier are applied.

Options:
  --client-id <text>     Your id for the person, as the session was started with; required
  --scan-ref <scanRef>   The session; repeat it for several, oldest first. Default: the person's only session at iDenfy
  --started-at <time>    When the session was started, such as 2026-01-31T08:00:00Z; needs exactly one --scan-ref. The
                         result of the person's newest session counts. Default: now
  --account <name>       The iDenfy account, as the service names it. Default: default
  --keep nothing         Stores no tags and results, like the option keep: 'nothing'. Default: stores them
  --by <name>            Your name, for the history. Default: the user of this machine
  --json                 Prints JSON
  --schema <name>        Schema of the tables. Default: the default schema of the connection
  --prefix <text>        Prefix of the table names (entityPrefix). Default: none
  -h, --help             Shows this help

Environment:
  DATABASE_URL           PostgreSQL, such as postgres://user:password@host:5432/database
  IDENFY_API_KEY         API key of the account
  IDENFY_API_SECRET      API secret of the account
  IDENFY_AUDIT_KEYS      As the service has them: they link what is recorded to the history
  IDENFY_BASE_URL        Address of the API. Default: https://ivs.idenfy.com
  IDENFY_PROXY_URL       Proxy that opens tunnels (CONNECT). Default: none

Exit codes:
  0 success, 1 failure, 2 invalid usage

Example:
  nestjs-idenfy import --client-id ada --scan-ref 0a1b2c3d-0000-4000-8000-000000000000`;

const OPTIONS = {
  ...LOCATION_OPTIONS,
  'client-id': { type: 'string' },
  'scan-ref': { type: 'string', multiple: true },
  'started-at': { type: 'string' },
  account: { type: 'string' },
  keep: { type: 'string' },
  by: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `nestjs-idenfy import`: tracks sessions that were not started here. */
export async function run(args: readonly string[]): Promise<number> {
  const flags = readFlags(args);
  if (flags === 'help') {
    print(HELP);
    return 0;
  }
  const { importSessions } = await import('./import-sessions.js'); // client and database take a second to load
  const imported = await importSessions(flags);
  print(flags.json ? JSON.stringify(imported.map(summaryOf), null, 2) : textOf(imported));
  return 0;
}

/** @throws {UsageError} */
function readFlags(args: readonly string[]): (ImportRequest & { readonly json: boolean }) | 'help' {
  const { values, positionals } = parseFlags('import', args, OPTIONS);
  if (values.help === true) return 'help';
  const { account = 'default', json = false, schema, prefix, by } = values;
  const [clientId, scanRefs, startedAt] = [
    values['client-id'],
    values['scan-ref'] ?? [],
    values['started-at'],
  ];
  assertUsage(positionals.length === 0, `unexpected argument '${positionals[0]}'; ${seeHelp('import')}`);
  assertUsage(
    clientId !== undefined && CLIENT_ID_PATTERN.test(clientId),
    '--client-id must be 1 to 100 ASCII characters',
  );
  assertUsage(scanRefs.every(isScanRef), '--scan-ref must be a scanRef of letters, digits and hyphens');
  assertUsage(
    startedAt === undefined || isInstant(startedAt),
    '--started-at must be a date, or a time with its zone such as 2026-01-31T08:00:00Z',
  );
  assertUsage(startedAt === undefined || scanRefs.length === 1, '--started-at needs exactly one --scan-ref');
  assertUsage(ACCOUNT_NAME.test(account), '--account must have 1 to 40 characters of a-z, 0-9 and -');
  assertUsage(values.keep === undefined || values.keep === 'nothing', "--keep can only be 'nothing'");
  return {
    clientId,
    scanRefs,
    startedAt: startedAt === undefined ? undefined : new Date(startedAt),
    account,
    keep: values.keep ?? 'decision',
    actor: actorFrom(by),
    json,
    location: { schema, prefix },
  };
}

function assertUsage(valid: boolean, rule: string): asserts valid {
  if (!valid) throw new UsageError(rule);
}

function summaryOf({ verification, imported }: ImportedSession): Record<string, unknown> {
  const { id, account, scanRef, status, final, attention } = verification;
  return { id, account, scanRef, status, final, attention, imported };
}

function textOf(sessions: readonly ImportedSession[]): string {
  return table(
    ['SCANREF', 'STATUS', 'FINAL', 'ATTENTION', ''],
    sessions.map(({ verification: { scanRef, status, final, attention }, imported }) => [
      scanRef,
      status,
      final ? 'yes' : 'no',
      attention.join(' ') || null,
      imported ? 'imported' : 'already tracked',
    ]),
  );
}
