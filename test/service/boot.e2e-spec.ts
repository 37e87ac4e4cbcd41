import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import { processesInside } from '../support/processes-inside.js';
import { ServiceProcess } from '../support/service-process.js';

const KEYS = {
  IDENFY_API_KEY: 'key',
  IDENFY_API_SECRET: 'secret',
  IDENFY_BASE_URL: 'http://127.0.0.1:9',
  IDENFY_WEBHOOK_SIGNING_KEYS: 'a-signing-key-of-thirty-two-characters',
  IDENFY_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
  IDENFY_HASH_KEY: Buffer.alloc(32, 2).toString('base64'),
  IDENFY_AUDIT_KEYS: `a1:${Buffer.alloc(32, 3).toString('base64')}`,
  AUTH_JWT_SECRET: 'a-secret-of-at-least-thirty-two-characters',
};

let DATA_DIR: string;

beforeEach(async () => {
  DATA_DIR = await mkdtemp(join(tmpdir(), 'service-boot-'));
});

afterEach(async () => {
  await rm(DATA_DIR, { recursive: true, force: true });
});

describe('npm start on a bare machine', () => {
  it('prints in one line what is simulated and what is local, and serves', async () => {
    const service = await ServiceProcess.start({ DATA_DIR });

    expect(await service.startLine()).toMatch(
      /^KYC onboarding on http:\/\/127\.0\.0\.1:\d+ \| real: nothing \| simulated: iDenfy \(http:\/\/127\.0\.0\.1:\d+\) \| local: PostgreSQL/,
    );
    const health = await fetch(`${await service.url()}/health`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ status: 'ok' });

    const { stdout, stderr, code } = await service.stop('SIGINT');
    expect({ lines: stdout.trim().split('\n').length, stderr, code }).toEqual({
      lines: 1,
      stderr: '',
      code: 0,
    });
  });

  it('stores generated keys readable by their owner only', async () => {
    const service = await ServiceProcess.start({ DATA_DIR });
    await service.startLine();
    await service.stop();

    expect((await stat(join(DATA_DIR, 'keys.json'))).mode & 0o777).toBe(0o600);
  });

  it('continues with the data of the last run', async () => {
    const first = await ServiceProcess.start({ DATA_DIR });
    const ada = await signIn(first);
    const { scanRef } = await ada.start();
    await first.stop();

    const second = await ServiceProcess.start({ DATA_DIR });
    const again = await (await signIn(second, ada.token)).start();
    await second.stop();

    expect(again).toMatchObject({ scanRef, resumed: true });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('leaves no process behind after %s', async (signal) => {
    const service = await ServiceProcess.start({ DATA_DIR });
    await service.startLine();
    expect(processesInside(DATA_DIR).length).toBeGreaterThan(1);

    const { code } = await service.stop(signal);

    expect(code).toBe(signal === 'SIGKILL' ? null : 0);
    await vi.waitFor(() => expect(processesInside(DATA_DIR)).toEqual([]), { timeout: 10_000 });
  });

  it('ends when npm was killed', async () => {
    const npm = await ServiceProcess.npmStart({ DATA_DIR });
    const url = await npm.url();

    process.kill(npm.pid, 'SIGKILL');

    await vi.waitFor(() => expect(processesInside(DATA_DIR)).toEqual([]), { timeout: 10_000 });
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe('npm start with an invalid variable', () => {
  it.each<[wrong: Record<string, string>, name: string]>([
    [{ HOST: 'no.such.invalid' }, 'HOST'],
    [{ HOST: '999.1.1.1' }, 'HOST'],
    [{ HOST: '192.0.2.1' }, 'HOST'],
    // Below a file nothing can be made on any system, below /proc only on those that have one.
    [{ DATA_DIR: process.platform === 'linux' ? '/proc/nowhere' : '/dev/null/nowhere' }, 'DATA_DIR'],
  ])('names it in one line: %j', async (wrong, name) => {
    const service = await ServiceProcess.start({ DATA_DIR, ...wrong }, 'start', DATA_DIR);

    const { stdout, stderr, code } = await service.ended();

    expect(stderr).toMatch(new RegExp(`^Cannot start: [^\\n]*\\b${name}\\b[^\\n]*\\n$`));
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
  });
});

describe('the service without local parts', () => {
  it('refuses a database with pending migrations and starts after they were run', async () => {
    const database = await createTestDatabase();
    const variables = { DATA_DIR, DATABASE_URL: database.url, ...KEYS };

    const early = await (await ServiceProcess.start(variables, 'main')).ended();
    expect(early.stderr).toMatch(/^Cannot start: the database lacks \d+ migration\(s\).*\n$/);

    const migrated = await new ServiceProcess(
      [process.execPath, join(import.meta.dirname, '../../dist/src/migrate.js'), 'run'],
      variables,
    ).ended();
    expect(migrated).toMatchObject({ code: 0, stdout: expect.stringContaining('Done: CreateAccount') });
    const { host, pathname, password } = new URL(database.url);
    expect(migrated.stdout).toMatch(new RegExp(`^Database: ${host}${pathname}\n`));
    expect(password).not.toBe('');
    expect(migrated.stdout).not.toContain(password);

    const service = await ServiceProcess.start(variables, 'main');
    const url = await service.url();
    const demo = await fetch(`${url}/demo/session`, { method: 'POST' });
    await service.stop();
    await database.drop();

    expect(demo.status).toBe(404);
    expect(existsSync(join(DATA_DIR, 'keys.json'))).toBe(false);
  });
});

/** A demo person of a running service. */
async function signIn(service: ServiceProcess, known?: string) {
  const url = await service.url();
  const post = async (path: string, body: object, token?: string) => {
    const headers = {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await response.json()) as Record<string, string>;
  };
  const token = known ?? (await post('/demo/session', { clientId: 'ada' }))['token'] ?? '';
  return { token, start: () => post('/idenfy/verifications', {}, token) };
}
