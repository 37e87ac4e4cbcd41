// What a user gets from the registry, tried as they would: pack, install into an empty folder, open every door.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Consumer } from './pack/consumer.mjs';

const run = promisify(execFile);
const readJson = async (path) => JSON.parse(await readFile(path, 'utf8'));

const library = resolve('libs/idenfy');
const bin = (name) => resolve('node_modules/.bin', name);
const {
  exports: doors,
  peerDependencies,
  peerDependenciesMeta,
} = await readJson(join(library, 'package.json'));
const { packages: locked } = await readJson('package-lock.json');

const versions = (names) =>
  Object.fromEntries(names.map((name) => [name, locked[`node_modules/${name}`].version]));
const peers = Object.keys(peerDependencies);
const required = peers.filter((name) => !peerDependenciesMeta[name]?.optional);
const allDoors = Object.keys(doors).filter((door) => door !== './package.json');
const doorsWithoutExtraPeers = ['./client', './simulator'];

const specifier = (door) => `nestjs-idenfy${door.slice(1)}`;
const opens = (door) => `
  const ${nameOf(door)} = await import('${specifier(door)}');
  if (Object.keys(${nameOf(door)}).length === 0) throw new Error('${specifier(door)} exports nothing');`;
const nameOf = (door) => `door_${door.replace(/\W/g, '')}`;
const requires = (door) => `require('${specifier(door)}');`;
const types = (door) => `import type * as ${nameOf(door)} from '${specifier(door)}';
export type T${nameOf(door)} = typeof ${nameOf(door)};`;

const forbidden = (file) => /\.spec\.|\.map$|\.tsbuildinfo$|(?<!\.d)\.ts$/.test(file);

async function pack(folder) {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: library });
  const [{ filename, files }] = JSON.parse(stdout);
  const paths = files.map(({ path }) => path);
  const strays = paths.filter(forbidden);
  if (strays.length > 0) throw new Error(`does not belong into the package: ${strays.join(', ')}`);
  for (const needed of ['README.md', 'LICENSE']) {
    if (!paths.includes(needed)) throw new Error(`${needed} is missing from the package`);
  }
  return join(folder, filename);
}

async function step(title, work) {
  const start = performance.now();
  const result = await work();
  console.log(`ok  ${title} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  return result;
}

async function tryOut(consumer, itsDoors) {
  await consumer.runs('import.mjs', itsDoors.map(opens).join('\n'));
  await consumer.runs('require.cjs', itsDoors.map(requires).join('\n'));
  await consumer.compiles(
    'types.mts',
    itsDoors.map(types).join('\n'),
    resolve('node_modules/typescript/bin/tsc'),
  );
}

const folder = await mkdtemp(join(tmpdir(), 'nestjs-idenfy-pack-'));
try {
  const tarball = await step('npm pack', () => pack(folder));
  await step('publint --strict', () => run(bin('publint'), ['run', tarball, '--strict']));
  await step('attw --profile esm-only', () => run(bin('attw'), [tarball, '--profile', 'esm-only']));

  await step(`without optional peers: ${doorsWithoutExtraPeers.map(specifier).join(', ')}`, async () => {
    const packages = versions([...required, '@types/node']);
    const consumer = await Consumer.install(join(folder, 'light'), tarball, packages);
    await tryOut(consumer, doorsWithoutExtraPeers);
    await consumer.runs('first-session.mjs', await readFile('scripts/pack/first-session.mjs', 'utf8'));
    await consumer.bin('--help');
  });
  await step(`with every peer: ${allDoors.map(specifier).join(', ')}`, async () => {
    const packages = versions([...peers, '@nestjs/platform-express', '@types/node']);
    await tryOut(await Consumer.install(join(folder, 'full'), tarball, packages), allDoors);
  });
} catch (error) {
  console.error(error.stdout ?? '', error.stderr ?? '', error.message);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
