import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IdenfySimulator } from '@nestjs-idenfy/simulator';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '@nestjs-idenfy/local-postgres';
import { Partner } from '../support/partner.js';

const BIN = fileURLToPath(new URL('../../libs/simulator/bin/idenfy-simulator.mjs', import.meta.url));

let folder: string;
const running: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'idenfy-simulator-'));
});
afterEach(() => running.splice(0).forEach((process) => process.kill('SIGKILL')));
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

function start(...args: string[]): {
  process: ChildProcess;
  greeting: Promise<string>;
  ended: Promise<Ended>;
} {
  const process_ = spawn(process.execPath, [BIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(process_);
  let out = '';
  let error = '';
  const greeting = new Promise<string>((resolve) => {
    process_.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('/_simulator')) resolve(out);
    });
  });
  process_.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
  const ended = once(process_, 'close').then(([code]) => ({ code: code as number | null, out, error }));
  return { process: process_, greeting, ended };
}

describe('the command idenfy-simulator', () => {
  it('prints what a client needs, serves it, stops at Ctrl-C, and continues from its state file', async () => {
    const port = await freePort();
    const state = join(folder, 'state', 'simulator.json');
    const args = ['--port', String(port), '--state', state, '--seed', '1', '--api-secret', 'my-own-secret'];
    const first = start(...args);

    const greeting = await first.greeting;
    expect(greeting).toContain(`base URL    http://127.0.0.1:${port}\n`);
    expect(greeting).toContain('API key     simulator-key\n');
    expect(greeting).not.toContain('my-own-secret');
    const create = (clientId: string) =>
      fetch(`http://127.0.0.1:${port}/api/v2/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from('simulator-key:my-own-secret').toString('base64')}` },
        body: JSON.stringify({ clientId }),
      });
    const { scanRef } = (await (await create('ada')).json()) as { scanRef: string };
    await fetch(`http://127.0.0.1:${port}/_simulator/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"advanceSeconds":1800}',
    });
    first.process.kill('SIGINT');
    expect(await first.ended).toMatchObject({ code: 0, error: '' });

    const second = start(...args);
    await second.greeting;
    expect((await create('ada')).status).toBe(409);
    expect(((await (await create('grace')).json()) as { scanRef: string }).scanRef).not.toBe(scanRef);
    const verification = await fetch(`http://127.0.0.1:${port}/_simulator/verifications/${scanRef}`);
    expect(await verification.json()).toMatchObject({ clientId: 'ada', status: 'ACTIVE' });
    await fetch(`http://127.0.0.1:${port}/_simulator/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"advanceSeconds":1800}',
    });
    expect((await create('ada')).status).toBe(201);
    second.process.kill('SIGTERM');
    expect((await second.ended).code).toBe(0);
  });

  it('reports a port in use in one line', async () => {
    const simulator = await IdenfySimulator.start({ port: 0 });
    const { port } = new URL(simulator.url);

    const { code, error } = await start('--port', port).ended;
    await simulator.close();

    expect(code).toBe(1);
    expect(error).toBe(
      `idenfy-simulator: cannot start: 127.0.0.1:${port} is in use; choose another with --port\n`,
    );
  });

  it.each([
    [['frobnicate'], "there is no argument 'frobnicate'; see 'idenfy-simulator --help'"],
    [['--prot', '1'], "Unknown option '--prot'; see 'idenfy-simulator --help'"],
    [['--port', 'x'], '--port must be a number'],
    [['--port', '70000'], 'port: must be a whole number from 0 to 65535'],
    [['--webhook-url', 'here'], 'webhookUrl: must be an http or https address'],
  ])('refuses %j in one line, with exit code 2', async (args, message) => {
    expect(await start(...args).ended).toEqual({ code: 2, out: '', error: `idenfy-simulator: ${message}\n` });
  });

  it('reads every other option from a file', async () => {
    const file = join(folder, 'options.json');
    await writeFile(file, JSON.stringify({ port: 0, features: { callbackUrl: 'no' } }));
    const refused = await start('--options', file).ended;
    expect(refused.error).toBe('idenfy-simulator: features.callbackUrl: must be true or false\n');

    await writeFile(file, JSON.stringify({ port: 0, features: { callbackUrl: false } }));
    const { greeting } = start('--options', file);
    const url = /base URL +(\S+)/.exec(await greeting)?.[1] ?? '';
    const answer = await fetch(`${url}/api/v2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('simulator-key:simulator-secret').toString('base64')}` },
      body: JSON.stringify({ clientId: 'ada', callbackUrl: 'https://example.com/' }),
    });

    expect(await answer.json()).toMatchObject({ identifier: 'PARTNER_CONTRACT_ERROR' });
  });

  it('prints its usage with --help', async () => {
    expect((await start('--help').ended).out).toContain('--webhook-url');
    expect((await start('--version').ended).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('the state file of the simulator', () => {
  it('is refused and not overwritten when another program wrote it', async () => {
    const stateFile = join(folder, 'mine.json');
    await writeFile(stateFile, '{"precious":true}');

    await expect(IdenfySimulator.start({ port: 0, stateFile })).rejects.toThrow(
      'stateFile: was not written by',
    );
  });

  it('keeps results, balance and scheduled events', async () => {
    const stateFile = join(folder, 'kept.json');
    const options = { port: 0, stateFile, credits: 2, reviewSuccessful: true };
    const first = await IdenfySimulator.start(options);
    const { scanRef } = await new Partner(first).session({ clientId: 'ada', dummyStatus: 'APPROVED' });
    await first.settled();
    await first.close();

    const second = await IdenfySimulator.start(options);
    const partner = new Partner(second);
    expect((await partner.post('/api/v2/status', { scanRef })).body['status']).toBe('REVIEWING');
    second.advance(600);
    expect((await partner.post('/api/v2/status', { scanRef })).body['status']).toBe('APPROVED');
    await partner.session();
    expect((await partner.post('/api/v2/token', { clientId: 'x' })).status).toBe(402);
    await second.close();
  });

  it('holds everything that was answered after any kind of exit, and no id is issued twice', async () => {
    const port = await freePort();
    const args = ['--port', String(port), '--state', join(folder, 'killed.json')];
    const authorization = `Basic ${Buffer.from('simulator-key:simulator-secret').toString('base64')}`;
    const create = async (clientId: string) => {
      const url = `http://127.0.0.1:${port}/api/v2/token`;
      const answer = await fetch(url, {
        method: 'POST',
        headers: { authorization },
        body: `{"clientId":"${clientId}"}`,
      });
      return ((await answer.json()) as { scanRef: string }).scanRef;
    };
    const first = start(...args);
    await first.greeting;
    const known = await Promise.all(['ada', 'grace', 'alan'].map(create));
    first.process.kill('SIGKILL');
    await first.ended;

    const second = start(...args);
    await second.greeting;
    for (const scanRef of known) {
      const verification = await fetch(`http://127.0.0.1:${port}/_simulator/verifications/${scanRef}`);
      expect(verification.status).toBe(200);
    }
    expect(known).not.toContain(await create('edsger'));
  });

  it.each([
    ['new ids without a seed', {}, 2],
    ['the same ids with a seed', { seed: 7 }, 1],
  ])('restored from a copy gives %s', async (_whom, options, distinct) => {
    const stateFile = join(folder, `copied-${distinct}.json`);
    const openOnce = async () => {
      const simulator = await IdenfySimulator.start({ ...options, port: 0, stateFile });
      const { scanRef } = await new Partner(simulator).session();
      await simulator.close();
      return scanRef;
    };
    await (await IdenfySimulator.start({ ...options, port: 0, stateFile })).close();
    await copyFile(stateFile, `${stateFile}.copy`);

    const before = await openOnce();
    await copyFile(`${stateFile}.copy`, stateFile);

    expect(new Set([before, await openOnce()]).size).toBe(distinct);
  });

  it.runIf(process.platform === 'linux')('whose folder cannot be created fails at once', async () => {
    const simulator = await IdenfySimulator.start({ port: 0, stateFile: '/proc/nowhere/below/state.json' });
    await new Partner(simulator).session();

    await expect(simulator.close()).rejects.toThrow('ENOENT');
  });
});
