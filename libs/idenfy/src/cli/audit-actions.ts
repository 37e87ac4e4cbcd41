import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type BrokenLink, ChainCheck, type ChainReport, type ExportedHead } from '../audit/chain-check.js';
import { chainHeads } from '../audit/chain-heads.js';
import { recordFullCheck } from '../audit/full-checks.js';
import type { Database } from '../database/database.js';
import { auditKeys } from './audit-keys.js';
import { withDatabase } from './database.js';
import type { TableLocation } from './flags.js';
import { cell, print, printError } from './output.js';

/** What `nestjs-idenfy audit` has to do; its options are checked. */
export type AuditTask =
  | { readonly kind: 'head' }
  | {
      readonly kind: 'verify';
      readonly since: Date | undefined;
      readonly headFile: string | undefined;
      readonly json: boolean;
    };

/** Runs the task in the database, prints its result, and resolves to the exit code. */
export function runAuditTask(task: AuditTask, location: TableLocation): Promise<number> {
  return withDatabase('audit', location, (database) =>
    task.kind === 'head' ? exportHeads(database) : verify(database, task),
  );
}

/** One head a line, so that a file of any size is read line by line. */
async function exportHeads(database: Database): Promise<number> {
  print(`{ "exportedAt": "${new Date().toISOString()}", "heads": [`);
  let previous: string | undefined;
  for await (const head of chainHeads(database)) {
    if (previous !== undefined) print(`${previous},`);
    previous = JSON.stringify(head);
  }
  if (previous !== undefined) print(previous);
  print('] }');
  return 0;
}

async function verify(
  database: Database,
  { since, headFile, json }: Extract<AuditTask, { kind: 'verify' }>,
): Promise<number> {
  const keys = auditKeys('audit');
  const exported = headFile === undefined ? undefined : await readHeads(headFile);
  const report = await new ChainCheck(database, keys).check({ since }, exported);
  if (report.complete) await recordFullCheck(database);
  if (json) print(JSON.stringify(report, null, 2));
  else if (report.brokenLink === null) print(wholeText(report));
  if (report.brokenLink === null) return 0;
  if (!json) printError(brokenText(report.brokenLink));
  return 1;
}

function wholeText({ rows: { history, access } }: ChainReport): string {
  return `Whole: ${counted(history, 'row')} of history and ${counted(access, 'access record')} were checked.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const TABLES = { history: 'idenfy_verification_event', access: 'idenfy_access' } as const;

const MEANINGS: Record<BrokenLink['found'], string> = {
  changed: 'changed: it, or the head of its chain, does not match its HMAC',
  missing: 'missing: rows before it in its chain were removed',
  moved: 'moved: it does not stand where it was written',
  extra: 'extra: it was not written by this library, or written outside of its chain',
  'unknown key': 'unknown key: IDENFY_AUDIT_KEYS lacks the key that it names',
  'cut tail': 'cut tail: rows after it in its chain were removed',
};

function brokenText({ table, row, chain, position, found }: BrokenLink): string {
  const where = row === null ? 'no row is left' : `row ${row}`;
  const at = position === null ? '' : `, position ${position}`;
  return `${TABLES[table]}, ${where} (chain ${cell(chain)}${at}) is broken: ${MEANINGS[found]}`;
}

/** What fits in memory without a second thought; of a larger file only lines as `audit head` prints them are read. */
const READ_AT_ONCE = 16 * 1024 * 1024;

/** @throws Error when it is no export of heads */
async function readHeads(file: string): Promise<AsyncIterable<ExportedHead>> {
  try {
    const { size } = await stat(file);
    return size > READ_AT_ONCE ? headsByLine(file) : headsAtOnce(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new Error('the file of --head cannot be read', { cause });
  }
}

async function* headsAtOnce(text: string): AsyncGenerator<ExportedHead> {
  let heads: unknown;
  try {
    heads = (JSON.parse(text) as { heads?: unknown } | null)?.heads;
  } catch {
    throw noExport();
  }
  if (!Array.isArray(heads)) throw noExport();
  for (const head of heads) yield exportedHead(head);
}

async function* headsByLine(file: string): AsyncGenerator<ExportedHead> {
  let found = false;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (!line.startsWith('{"')) continue;
    found = true;
    let head: unknown;
    try {
      head = JSON.parse(line.replace(/,$/, ''));
    } catch {
      throw noExport();
    }
    yield exportedHead(head);
  }
  if (!found) throw noExport();
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function exportedHead(head: unknown): ExportedHead {
  const { table, chain, position, mac } = (head ?? {}) as Readonly<Record<string, unknown>>;
  if ((table !== 'history' && table !== 'access') || typeof chain !== 'string') throw noExport();
  if (typeof position !== 'number' || !Number.isInteger(position) || typeof mac !== 'string')
    throw noExport();
  if (table === 'history' && !UUID.test(chain)) throw noExport();
  return { table, chain, position, mac };
}

function noExport(): Error {
  return new Error("the file of --head must be what 'nestjs-idenfy audit head' printed");
}
