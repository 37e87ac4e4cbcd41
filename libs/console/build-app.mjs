// Builds the page into dist/app, and only when something it is made of has changed: `npm run build` runs often.
import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = dirname(fileURLToPath(import.meta.url));
const [target, next] = ['dist/app', 'dist/app-next'].map((folder) => join(here, folder));

async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

const sources = [
  ...(await filesIn(join(here, 'app'))),
  ...(await filesIn(join(here, '../browser/src'))),
  join(here, '../../package-lock.json'),
];
const hash = createHash('sha256');
for (const file of sources) hash.update(file).update(await readFile(file));
const digest = hash.digest('hex');

if ((await readFile(join(target, '.stamp'), 'utf8').catch(() => '')) !== digest) {
  await build({ configFile: join(here, 'app/vite.config.ts'), logLevel: 'warn' });
  await writeFile(join(next, '.stamp'), digest);
  // services that start meanwhile find the page of before
  await rm(target, { recursive: true, force: true });
  await rename(next, target);
}
