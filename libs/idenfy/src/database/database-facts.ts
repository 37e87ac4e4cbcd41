import type { DataSource } from 'typeorm';
import { type DatabaseLacks, lacksOf, poolSizeOf } from './database-requirements.js';

/** What the database of a DataSource is, whether or not this library can work with it. */
export interface DatabaseFacts {
  /** Such as `16.4`. */
  readonly version: string;
  readonly lacks: DatabaseLacks;
  /** Default isolation level of this role in this database, such as `read committed`. */
  readonly isolation: string;
  /** Whether the server is a standby, which replays what another one writes. */
  readonly isStandby: boolean;
  /** Whether transactions are read-only by default. */
  readonly isReadOnly: boolean;
  /** Read replicas of the DataSource. */
  readonly readReplicas: number;
  /** Connections that the pool of this process opens at most. */
  readonly poolSize: number;
  /** Connections that the server accepts from all processes of roles that are no superuser. */
  readonly acceptedConnections: number;
}

type Read = Omit<DatabaseFacts, 'lacks' | 'readReplicas' | 'poolSize'>;

/** Reads the facts, with two statements. */
export async function databaseFacts(
  dataSource: DataSource,
  query: <Row>(sql: string, values: readonly unknown[]) => Promise<Row[]>,
): Promise<DatabaseFacts> {
  const lacks = await lacksOf(dataSource, query);
  const [read] = await query<Read>(FACTS_SQL, []);
  if (!read) throw new Error('the database answered without a row');
  const { options } = dataSource;
  const replication = 'replication' in options ? options.replication : undefined;
  return {
    ...read,
    lacks,
    readReplicas: replication && 'slaves' in replication ? replication.slaves.length : 0,
    poolSize: poolSizeOf(dataSource),
  };
}

const FACTS_SQL = `
  select current_setting('server_version') as version,
         current_setting('default_transaction_isolation') as isolation,
         pg_is_in_recovery() as "isStandby",
         current_setting('default_transaction_read_only') = 'on' as "isReadOnly",
         current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
           as "acceptedConnections"`;
