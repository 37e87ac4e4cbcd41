import { EventEmitter } from 'node:events';
import type { DataSource, QueryRunner } from 'typeorm';

/** The part of pg's client that is used here; TypeORM hands it over untyped, and pg's native client has no stream. */
interface PgClient {
  query(config: QueryConfig): Promise<unknown>;
  readonly connection?: {
    readonly stream?: {
      setKeepAlive(enable: boolean, initialDelayMs: number): unknown;
      once(event: 'finish' | 'close', listener: () => void): unknown;
      destroy(error?: Error): unknown;
    };
  };
}

interface QueryConfig {
  readonly text: string;
  readonly values?: readonly unknown[] | undefined;
  readonly types?: typeof OWN_TYPES;
}

/** How long a connection may be silent before the operating system asks whether the other side is still there. */
const KEEP_ALIVE_AFTER_MS = 10_000;

/** How long a connection that this side has ended waits for the other side to end it too. */
const CLOSED_WITHIN_MS = 2_000;

const guardedClients = new WeakSet<object>();

/** Ends the queries that are under way. */
export type QueriesUnderWay = Set<(reason: Error) => void>;

/** Destroys the connections of all queries that are under way. */
export function abandonQueries(underWay: QueriesUnderWay): void {
  for (const end of underWay) end(timedOut('the database did not answer'));
}

/**
 * Opens the runner's connection and guards each query on it: own type parsers, TCP keep-alive, and a time limit that
 * destroys the connection, because a server that vanished (a lost machine closes no connection) never answers.
 *
 * @throws an error with the code `ETIMEDOUT` when no connection is free in time
 */
export async function connectGuarded(
  runner: QueryRunner,
  timeoutMs: number,
  underWay: QueriesUnderWay,
): Promise<void> {
  const client = await acquired(runner, timeoutMs);
  if (!guardedClients.has(client)) {
    client.connection?.stream?.setKeepAlive(true, KEEP_ALIVE_AFTER_MS);
    endInTime(client);
    guardedClients.add(client);
  }
  Reflect.set(runner, 'databaseConnection', guarded(client, timeoutMs, underWay));
}

/** Makes all connections of the pool end in time, those of the host's own queries and of the boot included. */
export function endConnectionsInTime({ driver }: DataSource): void {
  const pool: unknown = 'master' in driver ? driver.master : undefined;
  if (!(pool instanceof EventEmitter)) return;
  const opened: unknown = Reflect.get(pool, '_clients');
  if (Array.isArray(opened)) (opened as PgClient[]).forEach(endInTime);
  pool.on('connect', endInTime);
}

/** A pool that is closed waits for each of its connections, and a server that vanished confirms no end. */
function endInTime({ connection }: PgClient): void {
  const stream = connection?.stream;
  stream?.once('finish', () => {
    const timer = setTimeout(() => void stream.destroy(), CLOSED_WITHIN_MS);
    stream.once('close', () => clearTimeout(timer));
  });
}

async function acquired(runner: QueryRunner, timeoutMs: number): Promise<PgClient> {
  const connecting = runner.connect() as Promise<PgClient>;
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timedOut('no connection was free')), timeoutMs);
  });
  try {
    return await Promise.race([connecting, tooLate]);
  } catch (error) {
    // one that is handed out later goes straight back to the pool
    connecting.then(
      () => void runner.release(),
      () => undefined,
    );
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** A view of the client: TypeORM's own query runner uses it as if it were the client. */
function guarded(client: PgClient, timeoutMs: number, underWay: QueriesUnderWay): PgClient {
  const query = (given: string | QueryConfig, values?: readonly unknown[]): Promise<unknown> => {
    const config = typeof given === 'string' ? { text: given, values } : given;
    const end = (reason: Error): void => void client.connection?.stream?.destroy(reason);
    const timer = setTimeout(() => end(timedOut('the database did not answer')), timeoutMs);
    underWay.add(end);
    return client.query({ ...config, types: OWN_TYPES }).finally(() => {
      clearTimeout(timer);
      underWay.delete(end);
    });
  };
  return new Proxy(client, {
    get(target, property) {
      if (property === 'query') return query;
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function timedOut(what: string): Error {
  return Object.assign(new Error(`${what} in time`), { code: 'ETIMEDOUT' });
}

type Parser = (text: string) => unknown;

const ESCAPED_BYTE = /\\(\\|\d{3})/g;

/** In the format `hex`, or in `escape` where the role has that `bytea_output`. */
const parseBytes: Parser = (text) => {
  if (text.startsWith('\\x')) return Buffer.from(text.slice(2), 'hex');
  const unescaped = text.replaceAll(ESCAPED_BYTE, (_, byte: string) =>
    byte === '\\' ? byte : String.fromCodePoint(Number.parseInt(byte, 8)),
  );
  return Buffer.from(unescaped, 'latin1');
};

const parseDate: Parser = (text) => new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
const parseBoolean: Parser = (text) => text === 't';
const asText: Parser = (text) => text;

/** By the number of the type in PostgreSQL's catalogue. `bigint` stays text: JavaScript's numbers are too small for it. */
const PARSERS: Readonly<Record<number, Parser>> = {
  16: parseBoolean,
  17: parseBytes,
  21: Number,
  23: Number,
  26: Number,
  114: JSON.parse,
  701: Number,
  1000: (text) => parseArray(text).map((item) => (item === null ? null : parseBoolean(item))),
  1007: (text) => parseArray(text).map((item) => (item === null ? null : Number(item))),
  1009: parseArray,
  1016: parseArray,
  1184: parseDate,
  2951: parseArray,
  3802: JSON.parse,
};

/**
 * The parsers for our own statements: hosts register others in `pg.types`, for dates as text or `bigint` as BigInt, and
 * their choice must not reach our code.
 */
const OWN_TYPES = {
  getTypeParser: (type: number): Parser => PARSERS[type] ?? asText,
};

const ARRAY_ITEM = /"((?:[^"\\]|\\.)*)"|([^,{}"]+)/g;

/** One dimension, as the columns of this library have. */
function parseArray(text: string): (string | null)[] {
  return [...text.slice(1, -1).matchAll(ARRAY_ITEM)].map(([, quoted, plain]) => {
    if (quoted !== undefined) return quoted.replaceAll(/\\(.)/g, '$1');
    return plain === undefined || plain === 'NULL' ? null : plain;
  });
}
