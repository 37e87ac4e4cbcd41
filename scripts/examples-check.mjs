// Type-checks and builds the applications in examples/ as their READMEs say, with the packages of this workspace.
//   npm run examples:check             what this workspace has the tools for
//   npm run examples:check -- --all    Next.js as well, installed with the packed package; it is walked through in Chromium
// Run `npm run build` before it.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';

const run = promisify(execFile);
const { values } = parseArgs({ options: { all: { type: 'boolean' } } });

const outcomes = await Promise.allSettled(['plain-html', 'react-vite', 'nest-only'].map(build));
if (values.all) outcomes.push(...(await Promise.allSettled([walkThroughNext()])));
for (const { reason } of outcomes) {
  if (!reason) continue;
  process.exitCode = 1;
  console.error(`${reason.message}\n${reason.stdout ?? ''}`);
}

async function build(name) {
  await run('npm', ['run', 'build'], { cwd: resolve('examples', name) });
  console.log(`${name}: built`);
}

/** Next.js is not among the packages of this workspace, which it would make slow to install. */
async function walkThroughNext() {
  const folder = await mkdtemp(join(tmpdir(), 'nestjs-idenfy-next-'));
  try {
    const cwd = join(folder, 'next-app-router');
    await cp('examples/next-app-router', cwd, { recursive: true });
    await run('npm', ['run', '--silent', 'package']);
    const packed = ['pack', '--silent', '--pack-destination', folder];
    const { stdout } = await run('npm', packed, { cwd: resolve('libs/browser/package') });
    await run('npm', ['install', '--no-audit', '--no-fund', join(folder, stdout.trim())], { cwd });
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NEXT_EXAMPLE: cwd };
    await run('npm', ['run', 'build'], { cwd, env });
    const walk = ['run', '--project', 'e2e', 'test/browser/examples.e2e-spec.ts', '-t', 'next-app-router'];
    await run(resolve('node_modules/.bin/vitest'), walk, { env });
    console.log('next-app-router: built, and walked through');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
