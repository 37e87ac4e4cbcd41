// Writes `repository`, `homepage` and `bugs` of the published packages from the one address in the root package.json:
// `"repository": "https://…"`. Without it they stay unset; with `--required` that is an error, because npm accepts the
// provenance of a package only when it names the repository that built it.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const readJson = async (file) => JSON.parse(await readFile(file, 'utf8'));

const { repository: address } = await readJson('package.json');
const required = process.argv.includes('--required');
if (address !== undefined && !/^https:\/\/[^\s]+[^/]$/.test(address))
  throw new Error('`repository` of package.json must be an https:// address without a slash at its end');

for (const name of address ? await readdir('libs') : []) {
  const folder = join('libs', name);
  const file = join(folder, 'package.json');
  const manifest = await readJson(file);
  if (manifest.private) continue;
  const stamped = {
    ...manifest,
    homepage: `${address}#readme`,
    bugs: `${address}/issues`,
    repository: { type: 'git', url: `git+${address}.git`, directory: folder },
  };
  await writeFile(file, `${JSON.stringify(stamped, null, 2)}\n`);
}

if (address === undefined)
  console.error('`repository` of package.json is unset: the packages name no address');
process.exitCode = address === undefined && required ? 1 : 0;
