// docs/compatibility.md shows the last kept result of each project.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CASES } from './cases.mjs';

const folder = 'scripts/consumers/results';

export async function keepResult({ name }, { results, versions }) {
  const nodes = results.map(({ node, problem, verdictSeconds }) => ({
    node,
    works: !problem,
    verdictSeconds,
  }));
  await keep(name, { versions, nodes });
}

export function keepGenerators(outcomes) {
  const clients = outcomes.map(({ packageName, version, problem }) => ({
    packageName,
    version,
    works: !problem,
  }));
  return keep('generators', { clients });
}

async function keep(name, result) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

/** @param nodes versions of Node.js, one a column */
export async function writeReport(nodes) {
  const kept = await Promise.all(CASES.map(async (kind) => ({ kind, ...(await keptResult(kind)) })));
  const header = ['project', 'Nest', 'TypeORM', ...nodes.map((version) => `Node.js ${version}`)];
  const rows = kept.map(({ kind, versions, nodes: results }) => [
    kind.title,
    versions['@nestjs/core'] ?? '–',
    versions.typeorm ?? '–',
    ...nodes.map((version) => wordFor(results.find(({ node }) => node === version))),
  ]);
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const table = [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
  const timed = kept
    .filter(({ kind, nodes: [first] }) => kind.always && first?.verdictSeconds)
    .map(({ kind, nodes: [first] }) => `${kind.title}: ${first.verdictSeconds} s`);
  const { clients = [] } = await keptResult({ name: 'generators' });
  const generators = clients.map(({ packageName, version, works }) => {
    return `\`${packageName}\` ${version}${works ? '' : ' (**fails**)'}`;
  });
  await writeFile('docs/compatibility.md', page(table, timed.join('; '), generators.join(', ')));
}

async function keptResult({ name }) {
  const text = await readFile(join(folder, `${name}.json`), 'utf8').catch(() => null);
  return text === null ? { versions: {}, nodes: [] } : JSON.parse(text);
}

function wordFor(result) {
  if (result === undefined) return 'not run';
  return result.works ? 'works' : '**fails**';
}

const page = (table, timed, generators) => `# Compatibility

<!-- Written by \`npm run consumers -- --all --report\`. Do not edit. -->

Whether the library works with your Nest, TypeORM, Node.js, package manager and test runner.

Each project begins in an empty folder and follows the README of \`nestjs-idenfy\`: install, build, boot, verify a person against the
simulator, and run the README's test with the project's own test runner. Those with the client only open a session. \`.ci/run\` follows
the scaffolds of Nest 11 and Nest 12 on every change, and all of them with \`ALL_CONSUMERS=1\`.

${table}

Types are checked in the scaffold of Nest 11 with \`module\` \`nodenext\`, \`node16\`, \`commonjs\` with \`node10\` resolution, and \`esnext\` with
\`bundler\`; in that of Nest 12 with \`nodenext\`, \`bundler\` and \`exactOptionalPropertyTypes\`. Nest 12 itself is ES modules only, so
\`module: node16\` from CommonJS does not compile with it (TS1479), and Jest needs the settings that Nest 12 needs.

Clients generated from \`openapi.json\` that compile under \`strict\`: ${generators}.

From an empty folder to the first verdict, installs included, on two processor cores that others used as well: ${timed}.
`;
