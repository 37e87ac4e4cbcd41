import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../src/local/postgres/free-port.js';
import { contender, machine, ratio } from '../harness/result.js';
import type { Scenario } from '../harness/scenario.js';

const ROUNDS = 7;

const CONTENDERS = [
  {
    name: 'npm start: service, simulator, database',
    file: new URL('../../src/start.js', import.meta.url),
    path: '/health',
  },
  { name: 'bare Nest + TypeORM on the same database', file: new URL('bare.js', import.meta.url), path: '/' },
] as const;

export const bootScenario: Scenario = {
  name: 'boot',
  about:
    'from the start of the process to the first answer, embedded database included, its data folder made before',
  async run(progress) {
    const folders = await Promise.all(CONTENDERS.map(() => mkdtemp(join(tmpdir(), 'nestjs-idenfy-boot-'))));
    try {
      const samples = CONTENDERS.map((): number[] => []);
      for (let round = 0; round <= ROUNDS; round++) {
        for (const [index, { name, file, path }] of CONTENDERS.entries()) {
          const ms = await timeToFirstAnswer(file, path, folders[index] ?? '');
          // the very first start makes the data folder
          if (round > 0) samples[index]?.push(ms);
          progress(`${round === 0 ? 'first start' : `round ${round}`}: ${name}: ${Math.round(ms)} ms`);
        }
      }
      const contenders = CONTENDERS.map(({ name }, index) => contender(name, 'ms', samples[index] ?? []));
      const [ours, bare] = contenders;
      if (!ours || !bare) throw new Error('a contender is missing');
      const ratios = { 'npm start, to bare Nest + TypeORM (target at most 1.5)': ratio(ours, bare) };
      return { scenario: 'boot', machine: machine(), rounds: ROUNDS, contenders, ratios };
    } finally {
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
    }
  },
};

async function timeToFirstAnswer(file: URL, path: string, dataDir: string): Promise<number> {
  const [port, simulatorPort] = [await freePort(), await freePort()];
  const started = performance.now();
  const child = spawn(process.execPath, ['--enable-source-maps', fileURLToPath(file)], {
    env: { ...process.env, PORT: String(port), SIMULATOR_PORT: String(simulatorPort), DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  await firstAnswer(`http://127.0.0.1:${port}${path}`, child);
  const ms = performance.now() - started;
  child.kill('SIGTERM');
  await exited;
  return ms;
}

async function firstAnswer(url: string, child: { readonly exitCode: number | null }): Promise<void> {
  while (child.exitCode === null) {
    const answered = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
  }
  throw new Error('the process ended before it answered');
}
