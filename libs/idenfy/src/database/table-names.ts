import type { DataSource } from 'typeorm';

const NAMES = {
  client: 'idenfy_client',
  verification: 'idenfy_verification',
  event: 'idenfy_verification_event',
  webhook: 'idenfy_webhook',
  webhookName: 'idenfy_webhook_name',
  freeText: 'idenfy_free_text',
  handlerRun: 'idenfy_handler_run',
  handler: 'idenfy_handler',
  erasure: 'idenfy_erasure',
  evidence: 'idenfy_evidence',
  evidenceCollection: 'idenfy_evidence_collection',
  evidencePart: 'idenfy_evidence_part',
  rateBudget: 'idenfy_rate_budget',
  access: 'idenfy_access',
  auditHead: 'idenfy_audit_head',
  proposal: 'idenfy_proposal',
  openCase: 'idenfy_open_case',
  savedView: 'idenfy_saved_view',
  job: 'idenfy_job',
  drift: 'idenfy_contract_drift',
  overviewCount: 'idenfy_overview_count',
  bulkJob: 'idenfy_bulk_job',
} as const;

export type Table = keyof typeof NAMES;

export const TABLES = Object.keys(NAMES) as Table[];

/** Tables whose rows are never changed or deleted: the history, and the record of what staff did. */
export const APPEND_ONLY: readonly Table[] = ['event', 'access'];

/**
 * Tables whose rows are deleted: people and what was written about them when they are erased, cases when they are closed,
 * saved views, what is done after `database.pruneAfterDays`, handlers when they are dropped.
 */
export const PRUNED: readonly Table[] = [
  'client',
  'webhook',
  'webhookName',
  'freeText',
  'openCase',
  'savedView',
  'handlerRun',
  'handler',
  'overviewCount',
  'bulkJob',
  'evidence',
  'evidenceCollection',
  'evidencePart',
];

/** Quoted names with their schema, ready for SQL. */
export type TableNames = Record<Table, string>;

/** Where in a database the tables are. */
export interface TablePlace {
  readonly schema?: string | undefined;
  readonly entityPrefix?: string | undefined;
}

const cache = new WeakMap<DataSource, TableNames>();

/** The names of our tables in this database. They follow the DataSource's own `schema` and `entityPrefix`. */
export function tablesOf(dataSource: DataSource): TableNames {
  const known = cache.get(dataSource);
  if (known) return known;
  const tables = tableNamesFor(placeOf(dataSource));
  cache.set(dataSource, tables);
  return tables;
}

/** The same before there is a DataSource. */
export function tableNamesFor({ schema, entityPrefix = '' }: TablePlace): TableNames {
  return Object.fromEntries(
    TABLES.map((table) => [
      table,
      (schema ? `${quoted(schema)}.` : '') + quoted(`${entityPrefix}${NAMES[table]}`),
    ]),
  ) as TableNames;
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function placeOf({ options }: DataSource): TablePlace {
  return { schema: 'schema' in options ? options.schema : undefined, entityPrefix: options.entityPrefix };
}

/** Schema and name of one table, unquoted. */
export function tableNameOf(
  dataSource: DataSource,
  table: Table,
): { readonly schema: string | undefined; readonly name: string } {
  const { schema, entityPrefix = '' } = placeOf(dataSource);
  return { schema, name: `${entityPrefix}${NAMES[table]}` };
}

/** The quoted name of an index or a constraint. Two sets of tables in one schema must not claim the same one. */
export function prefixed({ options }: DataSource, name: string): string {
  return quoted(`${options.entityPrefix ?? ''}${name}`);
}

/** The triggers that refuse changes of history, and decisions of one person where two are needed; names unquoted. */
export function guardingTriggers(
  dataSource: DataSource,
): readonly { readonly table: string; readonly name: string }[] {
  const on = (table: Table, rule: string) => ({
    table: tableNameOf(dataSource, table).name,
    name: `tr_${NAMES[table]}_${rule}`,
  });
  return [
    ...APPEND_ONLY.map((table) => on(table, 'append_only')),
    on('proposal', 'answered_once'),
    on('verification', 'four_eyes'),
  ];
}
