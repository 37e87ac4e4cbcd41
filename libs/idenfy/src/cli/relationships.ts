import { readFile } from 'node:fs/promises';
import { CLIENT_ID_PATTERN, isInstant } from '@nestjs-idenfy/contract';
import { ACCOUNT_NAME } from '../client/accounts.js';
import { LOCATION_OPTIONS, parseFlags, seeHelp, type TableLocation, UsageError } from './flags.js';
import { print, printError } from './output.js';
import type { RecordedRelationship } from './relationships-import.js';

const HELP = `Usage: nestjs-idenfy relationships import <file.csv> [options]

Records when the business relationships with people began and ended, for retention.startsAt: 'relationship-end'. The first
line of the file names the columns: clientId, and begunAt, endedAt or both; account where there are several. Times are dates, or
times with their zone; an empty cell changes nothing. A comma separates the cells, and no cell is quoted.

The whole file is checked before anything is recorded. Lines about people without a verification are counted and left out.

Options:
  --account <name>   The iDenfy account of lines that name none. Default: default
  --schema <name>    Schema of the tables. Default: the default schema of the connection
  --prefix <text>    Prefix of the table names (entityPrefix). Default: none
  -h, --help         Shows this help

Environment:
  DATABASE_URL       PostgreSQL, such as postgres://user:password@host:5432/database

Exit codes:
  0 success, 1 failure or people who are not known here, 2 invalid usage

Example:
  nestjs-idenfy relationships import relationships.csv`;

const OPTIONS = {
  ...LOCATION_OPTIONS,
  account: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `nestjs-idenfy relationships import`: records the relationships of a file. */
export async function run(args: readonly string[]): Promise<number> {
  const flags = readFlags(args);
  if (flags === 'help') {
    print(HELP);
    return 0;
  }
  const relationships = parseRelationships(await textOf(flags.file), flags.account);
  const { recordRelationships } = await import('./relationships-import.js'); // the database packages take a second to load
  const unknown = await recordRelationships(relationships, flags.location);
  print(`${relationships.length - unknown.length} of ${relationships.length} relationships recorded.`);
  if (unknown.length === 0) return 0;
  printError(
    `no verification of these people is known here: lines ${unknown.slice(0, 20).join(', ')}${unknown.length > 20 ? ', …' : ''}`,
  );
  return 1;
}

/** @throws {UsageError} */
function readFlags(
  args: readonly string[],
): { readonly file: string; readonly account: string; readonly location: TableLocation } | 'help' {
  const { values, positionals } = parseFlags('relationships', args, OPTIONS);
  if (values.help === true) return 'help';
  const [action, file, foreign] = positionals;
  if (action !== 'import' || file === undefined || foreign !== undefined) {
    throw new UsageError(`relationships takes 'import' and one file; ${seeHelp('relationships')}`);
  }
  const { account = 'default', schema, prefix } = values;
  if (!ACCOUNT_NAME.test(account)) {
    throw new UsageError('--account must have 1 to 40 characters of a-z, 0-9 and -');
  }
  return { file, account, location: { schema, prefix } };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Error('the file cannot be read', { cause });
  }
}

const COLUMNS = ['clientId', 'begunAt', 'endedAt', 'account'] as const;

/** @throws Error with the number of the first wrong line; no value is quoted */
function parseRelationships(text: string, account: string): readonly RecordedRelationship[] {
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = head.split(',').map((name) => name.trim());
  const isKnown = columns.every((name) => COLUMNS.some((column) => column === name));
  if (!isKnown || !columns.includes('clientId') || columns.length < 2) {
    throw new Error('line 1 must name the columns: clientId, begunAt, endedAt, account');
  }
  return lines.flatMap((content, index) => {
    if (content.trim() === '') return [];
    const line = index + 2;
    const cells = content.split(',').map((cell) => cell.trim());
    const cellOf = (column: (typeof COLUMNS)[number]) => cells[columns.indexOf(column)] || undefined;
    if (cells.length !== columns.length) throw new Error(`line ${line} must have ${columns.length} cells`);
    const clientId = cellOf('clientId');
    if (clientId === undefined || !CLIENT_ID_PATTERN.test(clientId)) {
      throw new Error(`line ${line}: clientId must be 1 to 100 ASCII characters`);
    }
    const ofAccount = cellOf('account') ?? account;
    if (!ACCOUNT_NAME.test(ofAccount))
      throw new Error(`line ${line}: account must be the name of an account`);
    const [begunAt, endedAt] = [timeOf(cellOf('begunAt')), timeOf(cellOf('endedAt'))];
    if (begunAt === null) throw new Error(`line ${line}: begunAt must be a date, or a time with its zone`);
    if (endedAt === null) throw new Error(`line ${line}: endedAt must be a date, or a time with its zone`);
    if (begunAt && endedAt && endedAt < begunAt) throw new Error(`line ${line}: endedAt is before begunAt`);
    return [{ line, account: ofAccount, clientId, begunAt, endedAt }];
  });
}

/** Null for what is no time. */
function timeOf(cell: string | undefined): Date | undefined | null {
  if (cell === undefined) return undefined;
  return isInstant(cell) ? new Date(cell) : null;
}
