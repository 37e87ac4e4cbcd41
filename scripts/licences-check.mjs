// Every package of the lockfile can be told from a changed one (integrity) and may be used (licence).
import { readFile } from 'node:fs/promises';

const { allowed, unstated } = JSON.parse(await readFile(new URL('licences.json', import.meta.url), 'utf8'));
const { packages } = JSON.parse(await readFile(new URL('../package-lock.json', import.meta.url), 'utf8'));

const ours = ([path, { link }]) => link || !path.includes('node_modules/');
const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

const problems = Object.entries(packages)
  .filter((entry) => !ours(entry))
  .flatMap(([path, { version, integrity, license }]) => {
    const name = nameOf(path);
    const found = [];
    if (!integrity) found.push(`${name}@${version} has no integrity in package-lock.json`);
    if (!license && !(name in unstated)) found.push(`${name}@${version} states no licence`);
    if (license && !allowed.includes(license))
      found.push(`${name}@${version} is ${license}, which is not on the list`);
    return found;
  });

problems.forEach((problem) => console.error(problem));
console.log(`${Object.keys(packages).length} packages in the lockfile, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
