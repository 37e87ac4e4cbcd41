import type { Database } from '../database/database.js';
import type { ExportedHead } from './chain-check.js';

/** Heads that are read at a time. */
const PAGE = 1_000;

/** The heads of all chains: those of histories, then those of access records. A chain without rows has none. */
export async function* chainHeads(database: Database): AsyncGenerator<ExportedHead> {
  const { verification, auditHead } = database.tables;
  yield* headsOf(database, 'history', (after) => [
    `select id::text as chain, history_length as position, history_mac as mac
       from ${verification} where $1::uuid is null or id > $1::uuid order by id limit ${PAGE}`,
    [after],
  ]);
  yield* headsOf(database, 'access', (after) => [
    `select chain, position, mac from ${auditHead} where $1::text is null or chain > $1 order by chain limit ${PAGE}`,
    [after],
  ]);
}

async function* headsOf(
  database: Database,
  table: ExportedHead['table'],
  statement: (after: string | null) => readonly [sql: string, values: readonly unknown[]],
): AsyncGenerator<ExportedHead> {
  for (let after: string | null = null; ;) {
    const page: Omit<ExportedHead, 'table'>[] = await database.query(...statement(after));
    for (const head of page) if (head.position > 0) yield { table, ...head };
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.chain;
  }
}
