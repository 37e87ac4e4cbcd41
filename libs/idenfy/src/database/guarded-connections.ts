import { EventEmitter } from 'node:events';
import type { DataSource, QueryRunner } from 'typeorm';

/** The part of pg's client that is used here; TypeORM hands it over untyped, and pg's native client has no stream. */
interface PgClient {
  query(config: QueryConfig): Promise<unknown>;
  /** While the server has not accepted the connection. */
  readonly _connecting?: boolean;
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

/** Time between two looks at whether the pool ends. */
const LOOKED_EVERY_MS = 100;

/**
 * The connections of a DataSource's pool, so that a server which vanished (a lost machine closes no connection and
 * answers nothing) holds up neither a statement, nor a place of the pool, nor the end of the process.
 */
export class GuardedConnections {
  /** One for each statement, as several may wait on the same connection. */
  readonly #underWay = new Set<{ readonly client: PgClient }>();
  /** The views of clients, which the pool hands out again and again. */
  readonly #views = new WeakMap<PgClient, PgClient>();
  #timeoutMs: number;

  /** @param timeoutMs how long a statement may take, and how long to wait for a connection */
  constructor(
    private readonly dataSource: DataSource,
    timeoutMs: number,
  ) {
    this.#timeoutMs = timeoutMs;
  }

  /** From now on, and for the connections of the boot: TCP keep-alive, and an end in time. */
  watchPool(): void {
    const { pool, clients } = this.#pool();
    for (const client of clients) watch(client);
    pool?.on('connect', watch);
  }

  /**
   * Opens the runner's connection and guards each query on it: own type parsers, and a time limit that destroys the
   * connection.
   *
   * @throws an error with the code `ETIMEDOUT` when no connection is free in time
   */
  async connect(runner: QueryRunner): Promise<void> {
    Reflect.set(runner, 'databaseConnection', this.#guarded(await this.#acquired(runner)));
  }

  /** The size of the pool, when no connection of it is idle. */
  get taken(): number | undefined {
    const { pool } = this.#pool();
    if (pool === undefined || !('totalCount' in pool && 'idleCount' in pool)) return undefined;
    const { totalCount, idleCount } = pool;
    return typeof totalCount === 'number' && totalCount > 0 && idleCount === 0 ? totalCount : undefined;
  }

  /** Ends with the pool, whose owner waits for each of its connections: there is no event for it. */
  endWithPool(): void {
    const { pool } = this.#pool();
    const timer = setInterval(() => {
      if (pool === undefined || Reflect.get(pool, 'ending') !== true) return;
      clearInterval(timer);
      this.end();
    }, LOOKED_EVERY_MS).unref();
  }

  /** The application ends: what waits for the server is given up, and what still comes has a moment. */
  end(): void {
    this.#timeoutMs = Math.min(this.#timeoutMs, CLOSED_WITHIN_MS);
    for (const { client } of this.#underWay) giveUp(client);
    this.#opening().forEach(giveUp);
  }

  async #acquired(runner: QueryRunner): Promise<PgClient> {
    const connecting = runner.connect() as Promise<PgClient>;
    const openingMeanwhile = this.#opening();
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(timedOut('no connection was free')), this.#timeoutMs);
    });
    try {
      return await Promise.race([connecting, tooLate]);
    } catch (error) {
      // one that is handed out later goes straight back to the pool
      connecting.then(
        () => void runner.release(),
        () => undefined,
      );
      // a server that accepts connections and says nothing would take one place of the pool after another
      openingMeanwhile.filter(isOpening).forEach(giveUp);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  #guarded(client: PgClient): PgClient {
    const known = this.#views.get(client);
    if (known) return known;
    const view = this.#viewOf(client);
    this.#views.set(client, view);
    return view;
  }

  /** A view of the client: TypeORM's own query runner uses it as if it were the client. */
  #viewOf(client: PgClient): PgClient {
    const query = async (given: string | QueryConfig, values?: readonly unknown[]): Promise<unknown> => {
      const config = typeof given === 'string' ? { text: given, values } : given;
      const statement = { client };
      const timer = setTimeout(giveUp, this.#timeoutMs, client);
      this.#underWay.add(statement);
      try {
        return await client.query({ ...config, types: OWN_TYPES });
      } finally {
        clearTimeout(timer);
        this.#underWay.delete(statement);
      }
    };
    return new Proxy(client, {
      get(target, property) {
        if (property === 'query') return query;
        const value: unknown = Reflect.get(target, property);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  #opening(): readonly PgClient[] {
    return this.#pool().clients.filter(isOpening);
  }

  /** Connections that are being opened are in the list too. */
  #pool(): { readonly pool: EventEmitter | undefined; readonly clients: readonly PgClient[] } {
    const { driver } = this.dataSource;
    const pool: unknown = 'master' in driver ? driver.master : undefined;
    if (!(pool instanceof EventEmitter)) return { pool: undefined, clients: [] };
    const clients: unknown = Reflect.get(pool, '_clients');
    return { pool, clients: Array.isArray(clients) ? (clients as PgClient[]) : [] };
  }
}

function isOpening({ _connecting }: PgClient): boolean {
  return _connecting === true;
}

function giveUp({ connection }: PgClient): void {
  connection?.stream?.destroy(timedOut('the database did not answer'));
}

/** A pool that is closed waits for each of its connections, and a server that vanished confirms no end. */
function watch({ connection }: PgClient): void {
  const stream = connection?.stream;
  stream?.setKeepAlive(true, KEEP_ALIVE_AFTER_MS);
  stream?.once('finish', () => {
    const timer = setTimeout(() => void stream.destroy(), CLOSED_WITHIN_MS);
    stream.once('close', () => clearTimeout(timer));
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
