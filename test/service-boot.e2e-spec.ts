import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { createTestDatabase } from './support/database.js';
import { freePort } from './support/free-port.js';
import { processesInside } from './support/processes-inside.js';
import { ServiceProcess } from './support/service-process.js';

const KEYS = {
  IDENFY_API_KEY: 'key',
  IDENFY_API_SECRET: 'secret',
  IDENFY_BASE_URL: 'http://127.0.0.1:9',
  IDENFY_WEBHOOK_SIGNING_KEYS: 'a-signing-key-of-enough-length',
  IDENFY_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
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
  it('says in one line what is simulated and what is local, and answers', async () => {
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

  it('keeps generated keys where only their owner can read them', async () => {
    const service = await ServiceProcess.start({ DATA_DIR });
    await service.startLine();
    await service.stop();

    expect((await stat(join(DATA_DIR, 'keys.json'))).mode & 0o777).toBe(0o600);
  });

  it('goes on where the last run ended', async () => {
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

  it('ends when npm was killed and could not pass a signal on', async () => {
    const npm = await ServiceProcess.npmStart({ DATA_DIR });
    const url = await npm.url();

    process.kill(npm.pid, 'SIGKILL');

    await vi.waitFor(() => expect(processesInside(DATA_DIR)).toEqual([]), { timeout: 10_000 });
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe('a start that cannot succeed', () => {
  let taken: Server;

  beforeEach(async () => {
    taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
  });

  afterEach(() => {
    taken.close();
  });

  /** One line on stderr, nothing on stdout, exit code 1, nothing left. */
  async function refusal(variables: Record<string, string>, entry = 'start'): Promise<string> {
    const service = await ServiceProcess.start({ DATA_DIR, ...variables }, entry);
    const { code, stdout, stderr } = await service.ended();
    expect({ code, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({
      code: 1,
      stdout: '',
      lines: 1,
    });
    await vi.waitFor(() => expect(processesInside(DATA_DIR)).toEqual([]), { timeout: 10_000 });
    return stderr.trim();
  }

  it.each([
    ['half of the credentials', { IDENFY_API_KEY: 'key' }, 'IDENFY_API_SECRET is missing'],
    ['a malformed database address', { DATABASE_URL: 'postgres:/nowhere' }, 'DATABASE_URL must look like'],
    [
      'an unreachable database',
      { DATABASE_URL: 'postgres://u:p@127.0.0.1:9/kyc' },
      'the database cannot be reached',
    ],
    ['a bad port', { PORT: 'http' }, 'PORT must be a whole number'],
    [
      'hosts without credentials',
      { IDENFY_BASE_URL: 'https://x.example' },
      'IDENFY_BASE_URL is given without',
    ],
    [
      'no signing key for the real iDenfy',
      { IDENFY_API_KEY: 'k', IDENFY_API_SECRET: 's' },
      'SIGNING_KEYS is missing',
    ],
    [
      'production on local parts',
      { NODE_ENV: 'production' },
      'NODE_ENV=production refuses the embedded database',
    ],
    ['an address of another machine', { HOST: '192.0.2.1' }, 'HOST is no address of this machine'],
  ])('names %s', async (_, variables, reason) => {
    expect(await refusal(variables)).toMatch(new RegExp(`^Cannot start: .*${reason}`));
  });

  it('names the port that is in use, its own and the simulator’s', async () => {
    const port = String((taken.address() as AddressInfo).port);

    expect(await refusal({ PORT: port })).toContain(`port ${port} is in use`);
    expect(await refusal({ SIMULATOR_PORT: port })).toContain(`port ${port} is in use`);
  });

  it('names the data folder that another run has open', async () => {
    const first = await ServiceProcess.start({ DATA_DIR });
    await first.startLine();

    const second = await ServiceProcess.start({ DATA_DIR });
    const { code, stderr } = await second.ended();
    await first.stop();

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^Cannot start: .* is in use .*\n$/),
    });
  });

  it('names the data folder that is none', async () => {
    const file = join(DATA_DIR, 'a-file');
    await writeFile(file, '');

    const { code, stderr } = await new ServiceProcess(
      [process.execPath, join(import.meta.dirname, '../dist/src/start.js')],
      { DATA_DIR: file, PORT: String(await freePort()), SIMULATOR_PORT: String(await freePort()) },
      DATA_DIR,
    ).ended();

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^Cannot start: .*DATA_DIR.*\n$/),
    });
  });

  it('tells a wrong password from an unreachable database', async () => {
    const url = new URL(inject('postgresUrl'));
    url.password = 'wrong';

    expect(await refusal({ DATABASE_URL: url.href })).toContain('refused the password');
  });
});

describe('the service without local parts', () => {
  it('refuses a database that lacks migrations, and starts once they were run', async () => {
    const database = await createTestDatabase();
    const variables = { DATA_DIR, DATABASE_URL: database.url, ...KEYS };

    const early = await (await ServiceProcess.start(variables, 'main')).ended();
    expect(early.stderr).toMatch(/^Cannot start: the database lacks \d+ migration\(s\).*\n$/);

    const migrated = await new ServiceProcess(
      [process.execPath, join(import.meta.dirname, '../dist/src/migrate.js'), 'run'],
      variables,
    ).ended();
    expect(migrated).toMatchObject({ code: 0, stdout: expect.stringContaining('Done: CreateAccount') });

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
