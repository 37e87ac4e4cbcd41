import { isInstant } from '@nestjs-idenfy/contract';
import { isReason, REASON_SENTENCE } from '../http/access/access-reason.js';
import { DEAD_LETTER_ID, type ReplayAct } from '../outbox/dead-letters.js';
import { STUCK_KINDS, type StuckKind } from '../outbox/stuck-work.js';
import { actorFrom, LOCATION_OPTIONS, pageFrom, parseFlags, seeHelp, UsageError } from './flags.js';
import type { InboxTask } from './inbox-actions.js';
import { print } from './output.js';

const HELP = `Usage: nestjs-idenfy inbox <action> [options]

Lists handler calls and webhooks that failed, and retries them.

Actions:
  list                  Lists dead letters (handler calls and webhooks that were given up) and orphans, newest first
  show <id>             Shows one dead letter, such as run-17, webhook-4 or orphan-5: what it is about, and why it failed
  retry <id>            Retries one dead letter, with its full number of attempts
  retry-all             Retries all dead letters that were given up since --since
  try                   Tries at once what waits for its next attempt: webhooks and handler calls
  orphans               Lists webhooks that match no verification or cannot be read
  handlers              Lists the handlers that processes announced: with which filter, since when and until when, and how
                        many calls are pending or dead
  drop                  Closes the pending and dead calls of --handler, which no process has any more

Options:
  --handler <name>      Only this handler (list, retry-all; default: all), or the one to drop
  --kind <kind>         Only of this kind: run, webhook or orphan (list, retry-all). Default: all; retry-all leaves orphans out
  --account <name>      Only this iDenfy account. Default: all
  --limit <number>      Rows to list, 1 to 200 (list, orphans). Default: 50
  --before <id>         Only older rows, for the next page (list, orphans)
  --since <time>        A date, or a time with its zone such as 2026-01-31T08:00:00Z; required by retry-all
  --reason <text>       Why, in 3 to 200 characters; required by retry, retry-all, try and drop. Kept in the audit, and
                        with what is retried
  --by <name>           Your name, kept with the reason. Default: the user of this machine
  --json                Prints JSON
  --schema <name>       Schema of the tables. Default: the default schema of the connection
  --prefix <text>       Prefix of the table names (entityPrefix). Default: none
  -h, --help            Shows this help

Environment:
  DATABASE_URL             PostgreSQL, such as postgres://user:password@host:5432/database
  IDENFY_ENCRYPTION_KEYS   As the service has them: they seal the reason of retry, retry-all, try and drop
  IDENFY_HASH_KEY          As the service has it, for the same
  IDENFY_AUDIT_KEYS        As the service has them: they link what is recorded to the audit

Exit codes:
  0 success, 1 failure, 2 invalid usage

Example:
  nestjs-idenfy inbox retry run-17 --reason 'CRM is back'`;

const text = { type: 'string' } as const;
const OPTIONS = {
  ...LOCATION_OPTIONS,
  account: text,
  handler: text,
  kind: text,
  limit: text,
  before: text,
  since: text,
  reason: text,
  by: text,
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
const COMMON_OPTIONS = ['schema', 'prefix', 'json', 'help'];

/** Each action with the options it takes besides the common ones. */
const ACTIONS = {
  list: ['account', 'handler', 'kind', 'limit', 'before'],
  show: ['account'],
  retry: ['account', 'reason', 'by'],
  'retry-all': ['account', 'since', 'handler', 'kind', 'reason', 'by'],
  try: ['account', 'reason', 'by'],
  orphans: ['account', 'limit', 'before'],
  handlers: [],
  drop: ['handler', 'reason', 'by'],
} as const satisfies Record<string, readonly (keyof typeof OPTIONS)[]>;

type InboxAction = keyof typeof ACTIONS;

/** The command line before its values are checked. */
interface InboxFlags {
  readonly action: InboxAction;
  readonly positionals: readonly string[];
  readonly json: boolean;
  readonly values: Readonly<Partial<Record<Exclude<keyof typeof OPTIONS, 'json' | 'help'>, string>>>;
}

/** `nestjs-idenfy inbox`: lists handler calls and webhooks that failed, and retries them. */
export async function run(args: readonly string[]): Promise<number> {
  const flags = readFlags(args);
  if (flags === 'help') {
    print(HELP);
    return 0;
  }
  const task = taskOf(flags);
  const { runInboxTask } = await import('./inbox-actions.js'); // the database packages take a second to load
  const { data, text: table } = await runInboxTask(task, flags.values);
  print(flags.json ? JSON.stringify(data, null, 2) : table);
  return 0;
}

/** @throws {UsageError} */
function readFlags([action, ...args]: readonly string[]): InboxFlags | 'help' {
  if (action === '--help' || action === '-h') return 'help';
  if (action === undefined) throw new UsageError(`inbox needs an action; ${seeHelp('inbox')}`);
  if (!isAction(action)) throw new UsageError(`inbox has no action '${action}'; ${seeHelp('inbox')}`);
  const { values, positionals } = parseFlags('inbox', args, OPTIONS);
  const { json = false, help = false, ...texts } = values;
  if (help) return 'help';
  const allowed: readonly string[] = [...COMMON_OPTIONS, ...ACTIONS[action]];
  const foreign = Object.keys(values).find((flag) => !allowed.includes(flag));
  if (foreign) throw new UsageError(`inbox ${action} takes no --${foreign}; ${seeHelp('inbox')}`);
  return { action, positionals, json, values: texts };
}

function isAction(action: string): action is InboxAction {
  return Object.hasOwn(ACTIONS, action);
}

/** @throws {UsageError} */
function taskOf(flags: InboxFlags): InboxTask {
  const { action: kind, values } = flags;
  const { account, handler } = values;
  switch (kind) {
    case 'list':
      return { kind, query: { account, handler, kind: kindOf(flags), ...pageFrom(values, DEAD_LETTER_ID) } };
    case 'show':
      return { kind, id: idOf(flags), scope: { account } };
    case 'retry':
      return { kind, id: idOf(flags), act: actOf(flags), scope: { account } };
    case 'retry-all':
      return {
        kind,
        since: sinceOf(flags),
        act: actOf(flags),
        scope: { account, handler, kind: kindOf(flags) },
      };
    case 'try':
      return { kind, act: actOf(flags), scope: { account } };
    case 'orphans':
      return { kind, query: { account, ...pageFrom(values) } };
    case 'handlers':
      return { kind };
    case 'drop':
      return { kind, handler: handlerOf(flags), act: actOf(flags) };
    default:
      return kind satisfies never;
  }
}

function idOf({ action, positionals }: InboxFlags): string {
  const [id, ...more] = positionals;
  if (id === undefined || !DEAD_LETTER_ID.test(id) || more.length > 0) {
    throw new UsageError(
      `inbox ${action} needs the id of one dead letter, such as run-17; 'nestjs-idenfy inbox list' shows them`,
    );
  }
  return id;
}

function kindOf({ values: { kind } }: InboxFlags): StuckKind | undefined {
  const known = STUCK_KINDS.find((each) => each === kind);
  if (kind !== undefined && known === undefined)
    throw new UsageError(`--kind must be one of ${STUCK_KINDS.join(', ')}`);
  return known;
}

function handlerOf({ values: { handler } }: InboxFlags): string {
  if (!handler) throw new UsageError(`inbox drop needs --handler; 'nestjs-idenfy inbox handlers' shows them`);
  return handler;
}

function actOf({ values: { reason, by } }: InboxFlags): ReplayAct {
  if (!isReason(reason)) throw new UsageError(`--reason ${REASON_SENTENCE.replace(/\.$/, '')}`);
  return { actor: actorFrom(by), reason };
}

function sinceOf({ values: { since } }: InboxFlags): Date {
  if (!isInstant(since)) {
    throw new UsageError('--since must be a date, or a time with its zone such as 2026-01-31T08:00:00Z');
  }
  return new Date(since);
}
