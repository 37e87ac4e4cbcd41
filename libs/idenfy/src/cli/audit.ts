import { isInstant } from '@nestjs-idenfy/contract';
import { LOCATION_OPTIONS, parseFlags, refuseArguments, seeHelp, UsageError } from './flags.js';
import type { AuditTask } from './audit-actions.js';
import { print } from './output.js';

const HELP = `Usage: nestjs-idenfy audit <action> [options]

Checks that no row of history or audit was changed, removed, inserted or moved since it was written.

Actions:
  verify                Checks the chains, and names the first broken link. The service can run meanwhile
  head                  Prints where every chain ends, as JSON. Keep it where those who own the tables cannot change it: a
                        row that was cut off the end of a chain is seen against an earlier head

Options:
  --since <time>        Only rows from then on (verify): a date, or a time with its zone such as 2026-01-31T08:00:00Z.
                        Default: all rows, and the end of every chain
  --head <file>         Checks as well that what an earlier 'audit head' named is still there (verify)
  --json                Prints JSON (verify)
  --schema <name>       Schema of the tables. Default: the default schema of the connection
  --prefix <text>       Prefix of the table names (entityPrefix). Default: none
  -h, --help            Shows this help

Environment:
  DATABASE_URL          PostgreSQL, such as postgres://user:password@host:5432/database
  IDENFY_AUDIT_KEYS     A comma-separated list of id:base64 of 32 bytes: every key that rows name (verify)

Exit codes:
  0 whole, 1 a broken link or a failure, 2 invalid usage

Example:
  nestjs-idenfy audit verify --head heads-of-last-month.json`;

const OPTIONS = {
  ...LOCATION_OPTIONS,
  since: { type: 'string' },
  head: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `nestjs-idenfy audit`: checks the chains of history and audit, and prints their heads. */
export async function run(args: readonly string[]): Promise<number> {
  const [action, ...rest] = args;
  if (action === '--help' || action === '-h') {
    print(HELP);
    return 0;
  }
  if (action === undefined) throw new UsageError(`audit needs an action; ${seeHelp('audit')}`);
  if (action !== 'verify' && action !== 'head')
    throw new UsageError(`audit has no action '${action}'; ${seeHelp('audit')}`);
  const { values, positionals } = parseFlags('audit', rest, OPTIONS);
  if (values.help) {
    print(HELP);
    return 0;
  }
  refuseArguments('audit', positionals);
  const task = taskOf(action, values);
  const { runAuditTask } = await import('./audit-actions.js'); // the database packages take a second to load
  return runAuditTask(task, values);
}

interface AuditFlags {
  readonly since?: string | undefined;
  readonly head?: string | undefined;
  readonly json?: boolean | undefined;
}

/** @throws {UsageError} */
function taskOf(kind: AuditTask['kind'], { since, head, json = false }: AuditFlags): AuditTask {
  if (kind === 'head') {
    const foreign = since !== undefined ? 'since' : head !== undefined ? 'head' : undefined;
    if (foreign) throw new UsageError(`audit head takes no --${foreign}; ${seeHelp('audit')}`);
    return { kind };
  }
  if (since !== undefined && !isInstant(since)) {
    throw new UsageError('--since must be a date, or a time with its zone such as 2026-01-31T08:00:00Z');
  }
  return { kind, since: since === undefined ? undefined : new Date(since), headFile: head, json };
}
