import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@nestjs-idenfy/local-postgres';
import { publish } from './harness/report.js';
import { median } from './harness/statistics.js';

const ROUNDS = 7;

/** Between two requests: polling without a pause would take a processor away from the measured process. */
const PAUSE_MS = 2;

// This file runs compiled in dist/bench/bench; `npm start` runs dist/service.
const contenders = [
  { name: 'npm start', file: new URL('../../service/start.js', import.meta.url), path: '/health' },
  { name: 'bare Nest + TypeORM', file: new URL('./boot/bare.js', import.meta.url), path: '/' },
].map((contender) => ({ ...contender, samples: new Array<number>() }));

const folder = await mkdtemp(join(tmpdir(), 'nestjs-idenfy-boot-'));
try {
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, { name, file, path, samples }] of contenders.entries()) {
      const ms = await timeToFirstAnswer(file, path, join(folder, String(index)));
      // the first start creates the data folder
      if (round > 0) {
        samples.push(ms);
      }
      console.log(`${round === 0 ? 'first start' : `round ${round}`}: ${name}: ${Math.round(ms)} ms`);
    }
  }
  const [service, bare] = contenders.map(({ samples }) => median(samples));
  await publish({
    name: 'boot',
    scenario:
      'From the start of the process to the first answer, embedded database included, its data folder created before',
    rounds: ROUNDS,
    contenders: contenders.map(({ name, samples }) => ({ name, unit: 'ms', samples })),
    ratios: { 'npm start, to bare Nest + TypeORM (target at most 1.4)': Number(service) / Number(bare) },
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function timeToFirstAnswer(file: URL, path: string, dataDir: string): Promise<number> {
  const [port, simulatorPort] = [await freePort(), await freePort()];
  const variables = { PORT: String(port), SIMULATOR_PORT: String(simulatorPort), DATA_DIR: dataDir };
  const start = performance.now();
  const child = spawn(process.execPath, ['--enable-source-maps', fileURLToPath(file)], {
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  await firstAnswer(`http://127.0.0.1:${port}${path}`, child);
  const ms = performance.now() - start;
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
    if (answered) {
      return;
    }
    await pause(PAUSE_MS);
  }
  throw new Error('The process ended before it answered; see its output above.');
}
