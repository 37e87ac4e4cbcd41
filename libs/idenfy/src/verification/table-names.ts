import type { DataSource } from 'typeorm';

const NAMES = {
  client: 'idenfy_client',
  verification: 'idenfy_verification',
  event: 'idenfy_verification_event',
  webhook: 'idenfy_webhook',
  handlerRun: 'idenfy_handler_run',
  handler: 'idenfy_handler',
  erasure: 'idenfy_erasure',
  rateBudget: 'idenfy_rate_budget',
  access: 'idenfy_access',
} as const;

type Table = keyof typeof NAMES;

const TABLES = Object.keys(NAMES) as Table[];

/** Quoted names, ready for SQL. */
export type TableNames = Record<Table, string>;

const cache = new WeakMap<DataSource, TableNames>();

/** Where our tables stand in this database: they follow the DataSource's own `schema` and `entityPrefix`. */
export function tablesOf(dataSource: DataSource): TableNames {
  const known = cache.get(dataSource);
  if (known) return known;
  const tables = Object.fromEntries(
    TABLES.map((table) => {
      const { schema, name } = placeOf(dataSource, table);
      return [table, (schema ? `"${schema}".` : '') + `"${name}"`];
    }),
  ) as TableNames;
  cache.set(dataSource, tables);
  return tables;
}

/** The same for one table, unquoted and in parts. */
export function placeOf(
  { options }: DataSource,
  table: Table,
): { readonly schema: string | undefined; readonly name: string } {
  return {
    schema: 'schema' in options ? options.schema : undefined,
    name: `${options.entityPrefix ?? ''}${NAMES[table]}`,
  };
}
