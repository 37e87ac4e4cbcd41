import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type QueryResultRow } from 'pg';
import { type RunningPostgres, startPostgres } from '../../../src/local/postgres/start-postgres.js';
import type { TestDatabase } from '../../support/database.js';
import { FrontDoor } from './front-door.js';

/** A PostgreSQL server of a test's own, at one address for all its lives. What it commits is durable. */
export class OwnDatabase implements TestDatabase {
  private constructor(
    private readonly folder: string,
    private server: RunningPostgres,
    readonly door: FrontDoor,
  ) {
    this.#leadToServer();
  }

  static async start(): Promise<OwnDatabase> {
    const folder = await mkdtemp(join(tmpdir(), 'never-lost-'));
    const server = await startPostgres({ dataDir: folder, durable: true });
    return new OwnDatabase(folder, server, await FrontDoor.open());
  }

  /** By way of the door. */
  get url(): string {
    const url = new URL(this.server.url);
    url.port = String(this.door.port);
    return url.href;
  }

  /** Kills the server, as a machine that loses its power. Resolves when it is gone and nobody is connected. */
  async crash(): Promise<void> {
    const [pid] = (await readFile(join(this.server.dataDir, 'cluster', 'postmaster.pid'), 'utf8')).split(
      '\n',
    );
    this.door.leadTo([]);
    process.kill(Number(pid), 'SIGKILL');
    await this.server.stop();
    await this.door.emptied();
  }

  /** Brings the server back with what it had committed. */
  async restart(): Promise<void> {
    this.server = await startPostgres({ dataDir: this.folder, durable: true });
    this.#leadToServer();
  }

  async query<Row extends QueryResultRow = Record<string, unknown>>(
    sql: string,
    params: readonly unknown[] = [],
  ): Promise<Row[]> {
    const client = new Client({ connectionString: this.server.url });
    await client.connect();
    try {
      return (await client.query<Row>(sql, [...params])).rows;
    } finally {
      await client.end();
    }
  }

  async drop(): Promise<void> {
    await this.door.close();
    await this.server.stop();
    await rm(this.folder, { recursive: true });
  }

  #leadToServer(): void {
    this.door.leadTo([Number(new URL(this.server.url).port)]);
  }
}
