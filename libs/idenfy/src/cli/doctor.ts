import { ACCOUNT_NAME } from '../client/accounts.js';
import type { Finding } from '../doctor/check.js';
import type { DoctorRequest } from './doctor-context.js';
import { LOCATION_OPTIONS, parseFlags, refuseArguments, UsageError } from './flags.js';
import { cell, print } from './output.js';

const HELP = `Usage: nestjs-idenfy doctor [options]

Looks for what is wrong with a deployment, one line for each check: ok, warning or failed, with what to do about it. It
changes nothing, and opens no session at iDenfy. Run it where the service runs, with the variables of the service.

It checks the database (reachable, version, objects, privileges, isolation, primary, notifications, clock), the keys (given,
readable, long enough), iDenfy (reachable, credentials, clock), the handlers (announced, runs without one, dead letters), and
the causes of "no webhook". A check that means nothing because another one failed is left out. What only the running service
knows (pool size, several accounts) is checked at its start, and at GET /idenfy/doctor.

Options:
  --public-url <url>     The webhook route, as it stands in the dashboard of iDenfy: calls it from here as iDenfy does, and
                         checks certificate, redirects, answer, body and signature. Nothing is stored
  --account <name>       The iDenfy account, as the service names it. Default: default
  --json                 Prints JSON
  --schema <name>        Schema of the tables. Default: the default schema of the connection
  --prefix <text>        Prefix of the table names (entityPrefix). Default: none
  -h, --help             Shows this help

Environment:
  DATABASE_URL                  PostgreSQL, such as postgres://user:password@host:5432/database
  DATABASE_LISTEN_URL           Address for LISTEN (the option database.listenUrl). Default: DATABASE_URL
  IDENFY_API_KEY                API key of the account
  IDENFY_API_SECRET             API secret of the account
  IDENFY_BASE_URL               Address of the API. Default: https://ivs.idenfy.com
  IDENFY_PROXY_URL              Proxy that opens tunnels (CONNECT). Default: none
  IDENFY_WEBHOOK_SIGNING_KEYS   A comma-separated list of signing keys
  IDENFY_ENCRYPTION_KEYS        A comma-separated list of id:base64 of 32 bytes
  IDENFY_AUDIT_KEYS             The same, of the audit chains. Default: they are not checked

Exit codes:
  0 nothing failed, 1 a check failed, 2 invalid usage

Example:
  nestjs-idenfy doctor --public-url https://kyc.example.com/idenfy/webhooks`;

const OPTIONS = {
  ...LOCATION_OPTIONS,
  'public-url': { type: 'string' },
  account: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `nestjs-idenfy doctor`: makes all checks, and fails when one failed. */
export async function run(args: readonly string[]): Promise<number> {
  const flags = readFlags(args);
  if (flags === 'help') {
    print(HELP);
    return 0;
  }
  const { examineFromHere } = await import('./doctor-context.js'); // client and database take a second to load
  const findings = await examineFromHere(flags);
  print(flags.json ? JSON.stringify(findings, null, 2) : findings.map(lineOf).join('\n'));
  return findings.some(({ status }) => status === 'failed') ? 1 : 0;
}

/** @throws {UsageError} */
function readFlags(args: readonly string[]): (DoctorRequest & { readonly json: boolean }) | 'help' {
  const { values, positionals } = parseFlags('doctor', args, OPTIONS);
  if (values.help === true) return 'help';
  refuseArguments('doctor', positionals);
  const { account = 'default', json = false, schema, prefix, 'public-url': publicUrl } = values;
  if (!ACCOUNT_NAME.test(account)) {
    throw new UsageError('--account must be the name of an account: a-z, 0-9 and -, at most 40 characters');
  }
  return { account, json, location: { schema, prefix }, publicUrl: publicUrlFrom(publicUrl) };
}

function publicUrlFrom(text: string | undefined): URL | undefined {
  if (text === undefined) return undefined;
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) {
    throw new UsageError(
      '--public-url must be the URL of the webhook route, such as https://kyc.example.com/idenfy/webhooks',
    );
  }
  return new URL(text);
}

function lineOf({ check, status, detail, hint }: Finding): string {
  const found = `${status.padEnd(8)} ${check.padEnd(33)} ${cell(detail)}`;
  return hint === null ? found : `${found}: ${cell(hint)}`;
}
