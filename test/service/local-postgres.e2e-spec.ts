import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  DataDirectoryForeignError,
  DataDirectoryInUseError,
  DataDirectoryVersionError,
  type PostgresOptions,
  type RunningPostgres,
  startPostgres,
} from '@nestjs-idenfy/local-postgres';
import { processesInside } from '../support/processes-inside.js';

const ONE_LINE = /^[^\n]+$/;

describe.runIf(platform() === 'linux')('the embedded PostgreSQL', () => {
  /** Made with mode 0700, so run as root the tests also show that the server works where its user cannot look. */
  let parent: string;
  let dataDir: string;
  let running: { stop(): Promise<void> }[];

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'embedded-postgres-'));
    dataDir = join(parent, 'postgres');
    running = [];
  });

  afterEach(async () => {
    for (const server of running) await server.stop();
    await rm(parent, { recursive: true });
  });

  async function start(options: PostgresOptions): Promise<RunningPostgres> {
    const server = await startPostgres(options);
    running.push(server);
    return server;
  }

  it('serves queries, and leaves neither a process nor a file after it is stopped', async () => {
    const server = await start({ durable: false });
    expect(await query(server.url, 'select 6 * 7 as answer')).toEqual([{ answer: 42 }]);
    expect(processesInside(server.dataDir)).not.toEqual([]);

    await server.stop();

    expect(processesInside(server.dataDir)).toEqual([]);
    expect(existsSync(server.dataDir)).toBe(false);
  });

  it('requires the password, which only its own user can read', async () => {
    const server = await start({ dataDir, durable: false });
    const guess = new URL(server.url);
    guess.password = 'postgres';

    await expect(query(guess.href, 'select 1')).rejects.toThrow(/password authentication failed/);

    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
  });

  it('keeps the data of its folder from one start to the next', async () => {
    const first = await start({ dataDir, durable: true });
    await query(first.url, `create table person as select 'Ada' as name`);
    await first.stop();

    const second = await start({ dataDir, durable: true });

    expect(await query(second.url, 'select name from person')).toEqual([{ name: 'Ada' }]);
  });

  it('refuses a folder in use with one line that names it and the remedy', async () => {
    await start({ dataDir, durable: false });

    const refusal = await startPostgres({ dataDir, durable: false }).catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(DataDirectoryInUseError);
    expect(refusal).toHaveProperty('message', expect.stringMatching(ONE_LINE));
    expect(refusal).toHaveProperty('message', expect.stringContaining(dataDir));
    expect(refusal).toHaveProperty('message', expect.stringContaining('DATA_DIR'));
  });

  it('gives the folder to one of two concurrent first starts and refuses the other', async () => {
    const outcomes = await Promise.allSettled([
      start({ dataDir, durable: false }),
      start({ dataDir, durable: false }),
    ]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes).toContainEqual({ status: 'rejected', reason: expect.any(DataDirectoryInUseError) });
  });

  it('ignores the lock of a dead server whose process id was reused', async () => {
    const first = await start({ dataDir, durable: false });
    const lockFile = join(dataDir, 'cluster', 'postmaster.pid');
    const lock = await readFile(lockFile, 'utf8');
    await first.stop();
    await writeFile(lockFile, lock.replace(/^\d+/, String(process.pid)));

    const second = await start({ dataDir, durable: false });

    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('names the PostgreSQL version of a folder that it cannot read', async () => {
    const first = await start({ dataDir, durable: false });
    await first.stop();
    await writeFile(join(dataDir, 'cluster', 'PG_VERSION'), '9\n');

    const refusal = await startPostgres({ dataDir, durable: false }).catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(DataDirectoryVersionError);
    expect(refusal).toHaveProperty('message', expect.stringMatching(ONE_LINE));
    expect(refusal).toHaveProperty('message', expect.stringContaining('PostgreSQL 9,'));
  });

  it('does not touch a folder with other content', async () => {
    await writeFile(join(parent, 'thesis.txt'), 'irreplaceable');
    const before = await stat(parent);

    await expect(startPostgres({ dataDir: parent, durable: false })).rejects.toThrow(
      DataDirectoryForeignError,
    );

    expect(await stat(parent)).toMatchObject({ uid: before.uid, mode: before.mode });
  });

  describe('when the process that started it is killed with -9', () => {
    it('leaves neither a process nor a file', async () => {
      const { child, server } = await startInAnotherProcess({ durable: false });

      child.kill('SIGKILL');

      await vi.waitFor(() => expect(processesInside(server.dataDir)).toEqual([]), { timeout: 10_000 });
      await vi.waitFor(() => expect(existsSync(server.dataDir)).toBe(false), { timeout: 10_000 });
    });

    it('leaves the data to the next start, which does not wait', async () => {
      const { child, server } = await startInAnotherProcess({ dataDir, durable: true });
      await query(server.url, `create table person as select 'Grace' as name`);
      child.kill('SIGKILL');

      const second = await start({ dataDir, durable: true });

      expect(await query(second.url, 'select name from person')).toEqual([{ name: 'Grace' }]);
    });
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function startInAnotherProcess(
  options: PostgresOptions,
): Promise<{ child: ChildProcess; server: Pick<RunningPostgres, 'url' | 'dataDir'> }> {
  const script = `
    import { startPostgres } from '@nestjs-idenfy/local-postgres';
    const { url, dataDir } = await startPostgres(${JSON.stringify(options)});
    console.log(JSON.stringify({ url, dataDir }));
    process.stdin.resume();
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: new URL('../..', import.meta.url),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, server: JSON.parse(String(line)) as Pick<RunningPostgres, 'url' | 'dataDir'> };
}
