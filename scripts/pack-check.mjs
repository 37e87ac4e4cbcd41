// Checks what a user gets from the registry: packs what `npm run package` wrote, installs it into an empty folder, loads every
// entry point, and compiles against it with every setting of TypeScript.
import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { Consumer } from './pack/consumer.mjs';

const run = promisify(execFile);
const readJson = async (path) => JSON.parse(await readFile(path, 'utf8'));

const published = ['contract', 'simulator', 'browser', 'idenfy', 'console'];
const folderOf = (name) => resolve('libs', name, 'package');
const MAX_UNPACKED_BYTES = 6_000_000; // where they go: docs/decisions/0012-packages.md
/** What a page loads for an entry point and all it imports, in bytes after gzip. */
const MAX_LOADED_BYTES = {
  '@nestjs-idenfy/browser': 6_000,
  '@nestjs-idenfy/browser/staff': 6_500,
  '@nestjs-idenfy/browser/element': 22_000,
  '@nestjs-idenfy/browser/idenfy-verification.js': 22_000,
};
/** What the console loads before its first screen is there, in bytes after gzip. */
const MAX_CONSOLE_BYTES = 300_000;
const TSC = resolve('node_modules/typescript/bin/tsc');
/** The oldest React that the package takes, which is not in this workspace. */
const REACT_18 = { react: '18.3.1', '@types/react': '18.3.32' };
const bin = (name) => resolve('node_modules/.bin', name);
const {
  exports: exported,
  peerDependencies,
  peerDependenciesMeta,
} = await readJson(join(folderOf('idenfy'), 'package.json'));
const { packages: locked } = await readJson('package-lock.json');

const versions = (names) =>
  Object.fromEntries(names.map((name) => [name, locked[`node_modules/${name}`].version]));
const peers = Object.keys(peerDependencies).filter((name) => !name.startsWith('@nestjs-idenfy/'));
const required = peers.filter((name) => !peerDependenciesMeta[name]?.optional);
const alone = [
  '@nestjs-idenfy/contract',
  '@nestjs-idenfy/simulator',
  '@nestjs-idenfy/browser',
  '@nestjs-idenfy/browser/staff',
  '@nestjs-idenfy/browser/element',
  '@nestjs-idenfy/console',
];
const all = Object.keys(exported)
  .filter((entry) => entry !== './package.json')
  .map((entry) => `nestjs-idenfy${entry.slice(1)}`)
  .concat(alone);
const withoutExtraPeers = ['nestjs-idenfy/client', ...alone];

const nameOf = (specifier) => `from_${specifier.replace(/\W/g, '_')}`;
const imports = (specifier) => `
  const ${nameOf(specifier)} = await import('${specifier}');
  if (Object.keys(${nameOf(specifier)}).length === 0) throw new Error('${specifier} exports nothing');`;
/** A process that requires one entry point and imports another must not hold two copies of a class. */
const requires = (specifier) => `
  import('${specifier}').then((imported) => {
    const required = require('${specifier}');
    for (const name of Object.keys(imported))
      if (required[name] !== imported[name]) throw new Error('two copies of ${specifier}: ' + name);
  });`;
const types = (specifier) => `import type * as ${nameOf(specifier)} from '${specifier}';
export type T${nameOf(specifier)} = typeof ${nameOf(specifier)};`;
const settings = {
  'types.mts': ['--module', 'nodenext'],
  'types.cts': ['--module', 'nodenext'],
  'node16.mts': ['--module', 'node16'],
  'bundler.mts': ['--module', 'esnext', '--moduleResolution', 'bundler'],
  'node10.ts': ['--module', 'commonjs', '--moduleResolution', 'node10', '--ignoreDeprecations', '6.0'],
};

const forbidden = (file) => /\.e2e-spec\.|\.spec\.|\.tsbuildinfo$/.test(file);

/** Every map that a file names is there, and so is every source that the map names. */
async function checkMaps(folder, paths) {
  for (const path of paths.filter((file) => /\.(js|d\.ts)$/.test(file))) {
    const file = join(folder, path);
    const [, name] = /^\/\/# sourceMappingURL=(\S+)$/m.exec(await readFile(file, 'utf8')) ?? [];
    if (!name) continue;
    const { sources } = await readJson(join(dirname(file), name));
    for (const source of sources) await access(resolve(dirname(file), source));
  }
}

async function pack(name, folder) {
  const command = ['pack', '--json', '--pack-destination', folder];
  const { stdout } = await run('npm', command, { cwd: folderOf(name) });
  const [{ filename, files, unpackedSize }] = JSON.parse(stdout);
  const paths = files.map(({ path }) => path);
  console.log(`    ${filename}: ${paths.length} files, ${(unpackedSize / 1e6).toFixed(2)} MB unpacked`);
  if (unpackedSize >= MAX_UNPACKED_BYTES)
    throw new Error(`${filename} is larger than ${MAX_UNPACKED_BYTES} bytes`);
  const strays = paths.filter(forbidden);
  if (strays.length > 0) throw new Error(`does not belong in the package: ${strays.join(', ')}`);
  for (const needed of ['README.md', 'LICENSE', 'CHANGELOG.md']) {
    if (!paths.includes(needed)) throw new Error(`${needed} is missing from the package`);
  }
  await checkMaps(folderOf(name), paths);
  return join(folder, filename);
}

/** The size of an entry point as a bundler would make it for a page. */
async function loadedBytes(entry) {
  const bundle = await rolldown({ input: entry, platform: 'browser' });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  return gzipSync(output[0].code, { level: 9 }).length;
}

/** The entry of the console, what it imports, its first screen, the larger language, and the styles of all of them. */
async function firstLoadBytes() {
  const folder = 'libs/console/dist/app';
  const manifest = await readJson(`${folder}/.vite/manifest.json`);
  const files = new Set();
  const add = (key) => {
    const { file, css = [], imports = [] } = manifest[key];
    if (files.has(file)) return;
    [file, ...css].forEach((each) => files.add(each));
    imports.forEach(add);
  };
  ['index.html', 'src/screens/queue/queue.tsx', 'src/i18n/de.ts', 'src/i18n/de-tags.ts'].forEach(add);
  const sizes = await Promise.all(
    [...files].map(async (file) => gzipSync(await readFile(`${folder}/${file}`), { level: 9 }).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function step(title, work) {
  const start = performance.now();
  const result = await work();
  console.log(`ok  ${title} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  return result;
}

async function tryOut(consumer, specifiers) {
  await consumer.runs('import.mjs', specifiers.map(imports).join('\n'));
  await consumer.runs('require.cjs', specifiers.map(requires).join('\n'));
  for (const [file, options] of Object.entries(settings))
    await consumer.compiles(file, specifiers.map(types).join('\n'), TSC, options);
}

const folder = await mkdtemp(join(tmpdir(), 'nestjs-idenfy-pack-'));
try {
  const tarballs = await step('npm pack', () => Promise.all(published.map((name) => pack(name, folder))));
  for (const tarball of tarballs) {
    await step(`publint --strict ${basename(tarball)}`, () =>
      run(bin('publint'), ['run', tarball, '--strict']),
    );
    await step(`attw ${basename(tarball)}`, () =>
      run(bin('attw'), [tarball, '--exclude-entrypoints', './cli', './idenfy-verification.js']),
    );
  }
  for (const [entry, limit] of Object.entries(MAX_LOADED_BYTES)) {
    await step(`${entry} in a page, at most ${limit} bytes`, async () => {
      const bytes = await loadedBytes(entry);
      console.log(`    ${bytes} bytes after gzip`);
      if (bytes > limit) throw new Error(`${entry} is larger than ${limit} bytes after gzip`);
    });
  }
  await step(`the first load of the console, at most ${MAX_CONSOLE_BYTES} bytes`, async () => {
    const bytes = await firstLoadBytes();
    console.log(`    ${bytes} bytes after gzip`);
    if (bytes > MAX_CONSOLE_BYTES) throw new Error(`the console loads more than ${MAX_CONSOLE_BYTES} bytes`);
  });
  await step(`without optional peers: ${withoutExtraPeers.join(', ')}`, async () => {
    const packages = versions([...required, '@types/node']);
    const consumer = await Consumer.install(join(folder, 'light'), tarballs, packages);
    await tryOut(consumer, withoutExtraPeers);
    await consumer.runs('first-session.mjs', await readFile('scripts/pack/first-session.mjs', 'utf8'));
    await consumer.bin('nestjs-idenfy', '--help');
    await consumer.bin('idenfy-simulator', '--help');
  });
  for (const react of [versions(['react', '@types/react']), REACT_18]) {
    await step(`@nestjs-idenfy/browser/react with React ${react.react}`, async () => {
      const packages = { ...react, ...versions(['@types/node']) };
      const browser = tarballs[published.indexOf('browser')];
      const consumer = await Consumer.install(join(folder, `react-${react.react}`), [browser], packages);
      const specifier = '@nestjs-idenfy/browser/react';
      await consumer.runs('import.mjs', imports(specifier));
      await consumer.compiles('types.mts', types(specifier), TSC, settings['types.mts']);
    });
  }
  const full = await step(`with every peer: ${all.join(', ')}`, async () => {
    const packages = versions([...peers, '@nestjs/platform-express', '@types/node']);
    const consumer = await Consumer.install(join(folder, 'full'), tarballs, packages);
    await tryOut(consumer, all);
    return consumer;
  });
  await step('nestjs-idenfy/testing without the simulator', async () => {
    await full.remove('@nestjs-idenfy/simulator');
    await full.runs('no-simulator.mjs', await readFile('scripts/pack/no-simulator.mjs', 'utf8'));
  });
} catch (error) {
  console.error(error.stdout ?? '', error.stderr ?? '', error.message);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
