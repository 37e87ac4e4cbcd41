// Checks that every package in the lockfiles has an integrity hash and an allowed licence.
import { readFile } from 'node:fs/promises';

const { allowed, unstated } = JSON.parse(await readFile(new URL('licences.json', import.meta.url), 'utf8'));
const lockfiles = ['../package-lock.json', '../docs/package-lock.json'];
const entries = (await Promise.all(lockfiles.map((file) => entriesOf(file)))).flat();

const ours = ([path, { link }]) => link || !path.includes('node_modules/');
const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

const problems = entries
  .filter((entry) => !ours(entry))
  .flatMap(([path, { version, integrity, license }]) => {
    const name = nameOf(path);
    const found = [];
    if (!integrity) found.push(`${name}@${version} has no integrity in package-lock.json`);
    if (!license && !(name in unstated)) found.push(`${name}@${version} states no licence`);
    if (license && !allowed.includes(license) && !(name in unstated))
      found.push(`${name}@${version} is ${license}, which is not on the list`);
    return found;
  });

problems.forEach((problem) => console.error(problem));
console.log(`${entries.length} packages in ${lockfiles.length} lockfiles, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;

async function entriesOf(file) {
  return Object.entries(JSON.parse(await readFile(new URL(file, import.meta.url), 'utf8')).packages);
}
