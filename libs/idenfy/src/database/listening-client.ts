import { Client, type ClientConfig } from 'pg';
import type { DataSource } from 'typeorm';

/** How long the connection may be silent before TCP probes whether the other side is still there. */
const KEEP_ALIVE_AFTER_MS = 10_000;

/** The part of pg's client that LISTEN needs. Named here, because a host may lack the types of pg. */
export interface ListeningClient {
  /** Name or address of the server, or the folder of its socket. */
  readonly host: string;
  /** What pg was told about TLS; false for none. With anything else, pg connects with TLS or not at all. */
  readonly ssl: unknown;
  readonly connection: { readonly stream: { destroy(): unknown } };
  on(event: 'notification', listener: (message: { payload?: string | undefined }) => void): unknown;
  on(event: 'error' | 'end', listener: (error: unknown) => void): unknown;
  connect(): Promise<unknown>;
  query(sql: string): Promise<unknown>;
  end(): Promise<void>;
}

/**
 * Where LISTEN goes: the primary of the DataSource, with its own credentials and options, or another address. It is no
 * connection of the pool, which may be small, and may hand its connections over to others (a pooler does).
 */
export function listeningClient({ options }: DataSource, listenUrl: string | undefined): ListeningClient {
  if (options.type !== 'postgres') throw new Error('the DataSource is not PostgreSQL');
  const primary = options.replication?.master ?? options;
  const address: ClientConfig = {
    connectionString: primary.url,
    host: primary.host,
    port: primary.port,
    user: primary.username,
    password: primary.password,
    database: primary.database,
    ssl: primary.ssl as ClientConfig['ssl'],
  };
  const { max: _, min: __, ...extra } = (options.extra ?? {}) as Record<string, unknown>;
  return new Client({
    ...Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined)),
    ...extra,
    ...(listenUrl !== undefined && { connectionString: listenUrl }),
    application_name: options.applicationName ?? 'nestjs-idenfy',
    connectionTimeoutMillis: options.connectTimeoutMS ?? 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  });
}
