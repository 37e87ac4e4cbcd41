// Writes what is published of each package into libs/<name>/package, from `npm run build`: code, typings, sources, pages and
// the package.json that users get. package.json in the repository describes the build of the workspace only.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeCode } from './package/code.mjs';
import { entriesOf, publishedManifest } from './package/manifest.mjs';
import { writePages } from './package/pages.mjs';
import { writeTypings } from './package/typings.mjs';

const PAGE_SCRIPT = 'idenfy-verification.js';
const readJson = async (file) => JSON.parse(await readFile(file, 'utf8'));
const { repository: address } = await readJson('package.json');

for (const name of ['contract', 'simulator', 'browser', 'idenfy', 'console']) {
  const lib = `libs/${name}`;
  const stage = join(lib, 'package');
  const manifest = await readJson(join(lib, 'package.json'));
  const entries = entriesOf(manifest);
  await rm(stage, { recursive: true, force: true });
  await mkdir(join(stage, 'dist/cjs'), { recursive: true });
  await writeCode(resolve(lib), resolve(stage), entries, ['contract', 'browser'].includes(name));
  await writeTypings(lib, stage, entries);
  await cp(join(lib, 'src'), join(stage, 'src'), {
    recursive: true,
    filter: (file) => !/\bspec\.ts$/.test(file),
  });
  if (name === 'browser') await cp(join(lib, 'dist', PAGE_SCRIPT), join(stage, 'dist', PAGE_SCRIPT)); // one file, from scripts/element-bundle.mjs
  if (name === 'console') {
    const isShipped = (file) => !/[/\\]\.[^/\\]+$/.test(file); // not what only the build reads
    await cp(join(lib, 'dist/app'), join(stage, 'dist/app'), { recursive: true, filter: isShipped });
  }
  if (manifest.bin) await cp(join(lib, 'bin'), join(stage, 'bin'), { recursive: true });
  await writePages(lib, stage, address);
  await writeFile(join(stage, 'dist/cjs/package.json'), '{ "type": "commonjs" }\n');
  await writeFile(
    join(stage, 'package.json'),
    `${JSON.stringify(publishedManifest(manifest, entries), null, 2)}\n`,
  );
}
