// Builds, boots and tests projects such as users have, from the packed packages and the README that npm shows.
//   npm run consumers                    the scaffolds of Nest 11 and Nest 12, on this Node.js
//   npm run consumers -- NAME…           these projects; `generators`: clients from openapi.json
//   npm run consumers -- --all           every project on every Node.js that is supported, and the generators
//   … --report                           keeps the results, and writes docs/compatibility.md from all that are kept
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { startPostgres } from '@nestjs-idenfy/local-postgres';
import pg from 'pg';
import { CASES } from './consumers/cases.mjs';
import { tryGenerators } from './consumers/generators.mjs';
import { readPage } from './consumers/page.mjs';
import { keepGenerators, keepResult, writeReport } from './consumers/report.mjs';
import { follow } from './consumers/walkthrough.mjs';

const run = promisify(execFile);
const NODES = ['24.9.0', '20.19.0', '22.23.3', '26.12.1'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean' }, report: { type: 'boolean' } },
});
const kinds = CASES.filter(({ name, always }) => {
  if (positionals.length > 0) return positionals.includes(name);
  return values.all || always;
});

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1)); // ends what runs in projects

const folder = await mkdtemp(join(tmpdir(), 'nestjs-idenfy-consumers-'));
const postgres = await startPostgres({ durable: false });
try {
  const tarballs = {};
  for (const name of ['contract', 'simulator', 'idenfy']) {
    const cwd = resolve('libs', name, 'package');
    const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd });
    tarballs[JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8')).name] = join(
      folder,
      stdout.trim(),
    );
  }
  const nodes = values.all
    ? await installNodes()
    : [{ version: process.versions.node, folder: dirname(process.execPath) }];
  const page = await readPage('libs/idenfy/package/README.md');
  const outcomes = [];
  for (const kind of kinds) {
    const log = (text) => console.log(`${kind.name}: ${text}`);
    try {
      const place = { folder: join(folder, kind.name), nodes, page, tarballs, databaseUrl, log };
      outcomes.push({ kind, ...(await follow(kind, place)) });
    } catch (error) {
      log(error.message);
      outcomes.push({
        kind,
        versions: {},
        results: nodes.map(({ version }) => ({ node: version, problem: error.message })),
      });
    }
    if (values.report) await keepResult(kind, outcomes.at(-1));
    await rm(join(folder, kind.name), { recursive: true, force: true });
  }
  const generators = positionals.length > 0 ? positionals.includes('generators') : values.all;
  const clients = generators
    ? await tryGenerators({ folder: join(folder, 'generators'), node: nodes[0], log: console.log })
    : [];
  if (values.report && generators) await keepGenerators(clients);
  if (values.report) await writeReport(NODES);
  if (clients.some(({ problem }) => problem)) process.exitCode = 1;
  if (outcomes.some(({ results }) => results.some(({ problem }) => problem))) process.exitCode = 1;
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Creates an empty database. */
async function databaseUrl() {
  const client = new pg.Client(postgres.url);
  await client.connect();
  const name = `consumer_${Date.now()}`;
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
}

/** Each version is an npm package with nothing but the program. */
async function installNodes() {
  const name = `node-${process.platform}-${process.arch}`;
  const packages = NODES.map((version) => `node-${version}@npm:${name}@${version}`);
  await run('npm', ['install', '--prefix', join(folder, 'nodes'), '--no-audit', '--no-fund', ...packages]);
  return NODES.map((version) => ({
    version,
    folder: join(folder, 'nodes/node_modules', `node-${version}`, 'bin'),
  }));
}
