import type { DataSource } from 'typeorm';

const NAMES = {
  client: 'idenfy_client',
  verification: 'idenfy_verification',
  event: 'idenfy_verification_event',
  webhook: 'idenfy_webhook',
  handlerRun: 'idenfy_handler_run',
  handler: 'idenfy_handler',
  erasure: 'idenfy_erasure',
} as const;

/** Quoted names, ready for SQL. */
export type TableNames = Record<keyof typeof NAMES, string>;

const cache = new WeakMap<DataSource, TableNames>();

/** Where our tables stand in this database: they follow the DataSource's own `schema` and `entityPrefix`. */
export function tablesOf(dataSource: DataSource): TableNames {
  const known = cache.get(dataSource);
  if (known) return known;
  const { entityPrefix = '' } = dataSource.options;
  const schema = 'schema' in dataSource.options ? dataSource.options.schema : undefined;
  const qualified = (name: string) => (schema ? `"${schema}".` : '') + `"${entityPrefix}${name}"`;
  const tables = Object.fromEntries(
    Object.entries(NAMES).map(([key, name]) => [key, qualified(name)]),
  ) as TableNames;
  cache.set(dataSource, tables);
  return tables;
}
