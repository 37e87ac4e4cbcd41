// Lists direct dependencies and overrides that are behind the newest version in the registry. One that is held back on
// purpose stands in docs/decisions/0018-what-stays-behind.md with its reason; any other makes this fail.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gt, major, rcompare, satisfies } from 'semver';

const run = promisify(execFile);
const REASONS = 'docs/decisions/0018-what-stays-behind.md';
const OLDEST_NODE = '20.19.0';
const AT_ONCE = 4;

const readJson = async (file) => JSON.parse(await readFile(file, 'utf8'));
const lockfiles = await Promise.all(
  ['package-lock.json', 'docs/package-lock.json'].map((file) => readJson(file)),
);
const decision = await readFile(REASONS, 'utf8');
/** Name and reason of each row of the table. */
const reasons = new Map(
  [...decision.matchAll(/^\| `([^`]+)` \| [^|]+ \| (.+) \|$/gm)].map(([, name, why]) => [name, why]),
);

async function directDependencies() {
  const [root, site] = await Promise.all([readJson('package.json'), readJson('docs/package.json')]);
  const libraries = await Promise.all(
    (await readdir('libs')).map((name) => readJson(`libs/${name}/package.json`)),
  );
  const lists = [root, site, ...libraries].flatMap((manifest) => [
    manifest.dependencies,
    manifest.devDependencies,
    manifest.optionalDependencies,
  ]);
  const names = [...lists.flatMap((list) => Object.keys(list ?? {})), ...overridden(root.overrides)];
  return new Set(names.filter((name) => !/nestjs-idenfy/.test(name)));
}

/** An override inside another one is listed by its own name. */
function overridden(overrides) {
  return Object.entries(overrides ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' ? [name] : overridden(value),
  );
}

/** What the first lockfile with the package has; an override may lie deeper than the first level. */
function versionOf(name) {
  const path = `node_modules/${name}`;
  const versions = lockfiles.flatMap(({ packages }) => {
    const found =
      packages[path] ?? Object.entries(packages).find(([deeper]) => deeper.endsWith(`/${path}`))?.[1];
    return found ? [found.version] : [];
  });
  return versions[0];
}

/** The newest release, and the newest one for the oldest Node.js that is supported; null for a dependency at its newest. */
async function newest(name) {
  const current = versionOf(name);
  const { stdout: tag } = await run('npm', ['view', name, 'dist-tags.latest']);
  const latest = tag.trim();
  if (!gt(latest, current)) return null;
  const { stdout } = await run('npm', [
    'view',
    `${name}@>${current} <=${latest}`,
    'name',
    'version',
    'engines.node',
    '--json',
  ]);
  const fitting = [JSON.parse(stdout)].flat().filter((release) => fits(release));
  return { current, latest, fitting: fitting.map(({ version }) => version).toSorted(rcompare)[0] ?? null };
}

/** Types of Node.js follow the oldest one that is supported, so that nothing newer compiles. */
function fits({ name, version, 'engines.node': range = '*' }) {
  return name === '@types/node' ? major(version) === major(OLDEST_NODE) : satisfies(OLDEST_NODE, range);
}

function line([name, { current, latest, fitting }]) {
  const reason =
    reasons.get(name) ?? (fitting ? 'no reason is given' : `needs a newer Node.js than ${OLDEST_NODE}`);
  return `${name} ${current}: ${latest} is out${fitting && fitting !== latest ? `, ${fitting} fits` : ''}; ${reason}`;
}

const behind = [];
const waiting = [...(await directDependencies())];
async function work() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const found = await newest(next);
    if (found) behind.push([next, found]);
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, work));

behind.sort(([one], [other]) => one.localeCompare(other));
behind.forEach((each) => console.log(line(each)));
const unexplained = behind.filter(([name]) => !reasons.has(name));
console.log(`${behind.length} behind, ${unexplained.length} without a reason in ${REASONS}`);
process.exitCode = unexplained.length > 0 ? 1 : 0;
