import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { freePort } from '@nestjs-idenfy/local-postgres';
import { processesInside } from '../support/processes-inside.js';
import { ServiceProcess } from '../support/service-process.js';

let DATA_DIR: string;

beforeEach(async () => {
  DATA_DIR = await mkdtemp(join(tmpdir(), 'service-refusals-'));
});

afterEach(async () => {
  await rm(DATA_DIR, { recursive: true, force: true });
});

describe('an error at boot', () => {
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
    ['an address of another machine', { HOST: '192.0.2.1' }, 'HOST is not an address of this machine'],
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

  it('names the DATA_DIR that is not a folder', async () => {
    const file = join(DATA_DIR, 'a-file');
    await writeFile(file, '');

    const { code, stderr } = await new ServiceProcess(
      [process.execPath, join(import.meta.dirname, '../../dist/service/start.js')],
      { DATA_DIR: file, PORT: String(await freePort()), SIMULATOR_PORT: String(await freePort()) },
      DATA_DIR,
    ).ended();

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^Cannot start: .*DATA_DIR.*\n$/),
    });
  });

  it('distinguishes a wrong password from an unreachable database', async () => {
    const url = new URL(inject('postgresUrl'));
    url.password = 'wrong';

    expect(await refusal({ DATABASE_URL: url.href })).toContain('refused the password');
  });
});
