// npm run bench [-- name …]: compiles the benchmarks and runs the named ones, or all of them, one after another.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const known = readdirSync(path('.'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No benchmark is named ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(2);
}

run(path('../node_modules/typescript/bin/tsc'), '-p', path('tsconfig.json'));
for (const name of asked.length > 0 ? asked : known) {
  run('--expose-gc', '--enable-source-maps', path(`../dist/bench/bench/${name}.js`));
}

function run(...command) {
  const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}
