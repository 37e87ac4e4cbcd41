import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from '@nestjs-idenfy/local-postgres';
import type { TestDatabase } from '../../support/database.js';

const run = promisify(execFile);

/** PostgreSQL refuses to run as root; this is `nobody` on Debian. */
const SERVER_USER = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** Where Debian puts the programs of a major version; only it ships `pg_basebackup`. */
export function debianPostgres(version: number): string | null {
  const folder = `/usr/lib/postgresql/${version}/bin`;
  return existsSync(join(folder, 'postgres')) ? folder : null;
}

/** A PostgreSQL server of its own, from a folder of programs, with settings of its own. */
export class PostgresServer {
  private constructor(
    readonly url: string,
    readonly port: number,
    private readonly programs: string,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(programs: string, settings: Record<string, string> = {}): Promise<PostgresServer> {
    const folder = await serverFolder();
    const data = join(folder, 'data');
    await run(
      join(programs, 'initdb'),
      ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'],
      SERVER_USER,
    );
    return PostgresServer.#serve(programs, folder, settings);
  }

  /** A standby that replays what this server does, `delayMs` later. */
  async standby(delayMs: number): Promise<PostgresServer> {
    const folder = await serverFolder();
    const from = ['-h', '127.0.0.1', '-p', String(this.port), '-U', 'postgres'];
    const how = ['-D', join(folder, 'data'), '-R', '-X', 'stream', '-c', 'fast'];
    await run(join(this.programs, 'pg_basebackup'), [...from, ...how], SERVER_USER);
    return PostgresServer.#serve(this.programs, folder, { recovery_min_apply_delay: `${delayMs}ms` });
  }

  async query(sql: string): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: this.url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** The database that each server has, for an application of a test. */
  get database(): TestDatabase {
    return {
      url: this.url,
      query: async <Row>(sql: string) => (await this.query(sql)) as Row[],
      drop: async () => undefined,
    };
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGQUIT');
      await once(this.child, 'exit');
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  static async #serve(
    programs: string,
    folder: string,
    settings: Record<string, string>,
  ): Promise<PostgresServer> {
    const port = await freePort();
    const data = join(folder, 'data');
    const all = {
      port: String(port),
      listen_addresses: "'127.0.0.1'",
      unix_socket_directories: "''",
      fsync: 'off',
      ...settings,
    };
    const lines = Object.entries(all).map(([name, value]) => `${name} = ${value}\n`);
    await appendFile(join(data, 'postgresql.auto.conf'), lines.join(''));
    const child = spawn(join(programs, 'postgres'), ['-D', data], {
      ...SERVER_USER,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await ready(child);
    return new PostgresServer(
      `postgres://postgres@127.0.0.1:${port}/postgres`,
      port,
      programs,
      folder,
      child,
    );
  }
}

async function serverFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'idenfy-postgres-'));
  await chmod(folder, 0o700);
  const { uid, gid } = SERVER_USER;
  if (uid !== undefined && gid !== undefined) await chown(folder, uid, gid);
  return folder;
}

/** A primary and a standby both say in their log when they take connections. */
async function ready(child: ChildProcess): Promise<void> {
  let log = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('ready to accept')) resolve();
    });
    child.once('exit', () => reject(new Error(`PostgreSQL did not start: ${log}`)));
  });
}
