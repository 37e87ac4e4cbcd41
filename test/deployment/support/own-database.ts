import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type QueryResultRow } from 'pg';
import { type RunningPostgres, startPostgres } from '@nestjs-idenfy/local-postgres';
import type { TestDatabase } from '../../support/database.js';
import { LoadBalancer } from './load-balancer.js';

/** A PostgreSQL server of a test's own, at one address for all its lives. What it commits is durable. */
export class OwnDatabase implements TestDatabase {
  private constructor(
    private readonly folder: string,
    private server: RunningPostgres,
    readonly balancer: LoadBalancer,
  ) {
    this.#routeToServer();
  }

  static async start(): Promise<OwnDatabase> {
    const folder = await mkdtemp(join(tmpdir(), 'own-postgres-'));
    const server = await startPostgres({ dataDir: folder, durable: true });
    return new OwnDatabase(folder, server, await LoadBalancer.open());
  }

  /** The address of the load balancer. */
  get url(): string {
    const url = new URL(this.server.url);
    url.port = String(this.balancer.port);
    return url.href;
  }

  /** Kills the server like a power failure. Resolves when it is gone and no connection is left. */
  async crash(): Promise<void> {
    const [pid] = (await readFile(join(this.server.dataDir, 'cluster', 'postmaster.pid'), 'utf8')).split(
      '\n',
    );
    this.balancer.routeTo([]);
    process.kill(Number(pid), 'SIGKILL');
    await this.server.stop();
    await this.balancer.emptied();
  }

  /** Brings the server back with what it had committed. */
  async restart(): Promise<void> {
    this.server = await startPostgres({ dataDir: this.folder, durable: true });
    this.#routeToServer();
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
    await this.balancer.close();
    await this.server.stop();
    await rm(this.folder, { recursive: true });
  }

  #routeToServer(): void {
    this.balancer.routeTo([Number(new URL(this.server.url).port)]);
  }
}
