import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { isInstant } from '@nestjs-idenfy/contract';
import type { Actor } from '../database/actor.js';
import type { ErasuresTask } from './erasures-actions.js';
import { actorFrom, LOCATION_OPTIONS, parseFlags, seeHelp, type TableLocation, UsageError } from './flags.js';
import { print } from './output.js';

const HELP = `Usage: nestjs-idenfy erasures export [--since <time>] [options]
       nestjs-idenfy erasures replay <file> [--since <time>] [options]
       nestjs-idenfy erasures replay --since <time> [options]

A restored backup brings back what was erased since it was made, and has lost the receipts of it.

  export   Prints the receipts of what was erased, one JSON object a line. They name no person. Run it regularly, and keep
           its output apart from the database for as long as you keep backups
  replay   Requests the erasure again of what the receipts of a file name ("-" reads standard input) and the database holds
           again. The whole file is checked before. The running service carries the erasures out within a minute or so.
           Without a file, the receipts are those of the database itself: for a restore of other tables than idenfy_erasure

Options:
  --since <time>     Only what was erased at this time or later: a date, or a time with its zone
  --by <name>        Your name, for the receipts. Default: the user of this machine
  --schema <name>    Schema of the tables. Default: the default schema of the connection
  --prefix <text>    Prefix of the table names (entityPrefix). Default: none
  -h, --help         Shows this help

Environment:
  DATABASE_URL       PostgreSQL, such as postgres://user:password@host:5432/database
  IDENFY_HASH_KEY    The hash key of the service: base64 of 32 bytes

Exit codes:
  0 success, 1 failure, 2 invalid usage

Examples:
  nestjs-idenfy erasures export --since 2026-11-01 > receipts.jsonl
  nestjs-idenfy erasures replay receipts.jsonl --since 2026-11-25T02:00:00Z`;

const OPTIONS = {
  ...LOCATION_OPTIONS,
  since: { type: 'string' },
  by: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `nestjs-idenfy erasures`: exports receipts of erasures, and replays them. */
export async function run(args: readonly string[]): Promise<number> {
  const flags = readFlags(args);
  if (flags === 'help') {
    print(HELP);
    return 0;
  }
  const task = flags.file === undefined ? flags.task : { ...flags.task, text: await contentOf(flags.file) };
  const { runErasuresTask } = await import('./erasures-actions.js'); // the database packages take a second to load
  await runErasuresTask(task, flags.location, print);
  return 0;
}

interface Flags {
  readonly task: ErasuresTask;
  /** Whose content completes the task. */
  readonly file: string | undefined;
  readonly location: TableLocation;
}

/** @throws {UsageError} */
function readFlags(args: readonly string[]): Flags | 'help' {
  const { values, positionals } = parseFlags('erasures', args, OPTIONS);
  if (values.help === true) return 'help';
  const [action, file, foreign] = positionals;
  const { schema, prefix } = values;
  const location = { schema, prefix };
  const since = sinceFrom(values.since);
  if (action === 'export' && file === undefined) {
    return { task: { kind: 'export', since }, file, location };
  }
  if (action !== 'replay' || foreign !== undefined) {
    throw new UsageError(`erasures takes 'export', or 'replay' and one file; ${seeHelp('erasures')}`);
  }
  const actor: Actor = actorFrom(values.by);
  if (file !== undefined) return { task: { kind: 'replay', text: '', since, actor }, file, location };
  if (since === undefined) {
    throw new UsageError(`erasures replay takes a file, --since or both; ${seeHelp('erasures')}`);
  }
  return { task: { kind: 'replay-own', since, actor }, file, location };
}

/** @throws {UsageError} */
function sinceFrom(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  if (!isInstant(text)) throw new UsageError('--since must be a date, or a time with its zone, in ISO 8601');
  return new Date(text);
}

async function contentOf(file: string): Promise<string> {
  if (file === '-') return textOf(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Error('the file cannot be read', { cause });
  }
}
