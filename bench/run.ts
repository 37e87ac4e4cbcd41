import { bootScenario } from './boot/boot.js';
import { keep } from './harness/result.js';
import type { Scenario } from './harness/scenario.js';
import { tableOf } from './harness/table.js';
import { startsScenario } from './starts/starts.js';
import { uploadsScenario } from './uploads/uploads.js';

const SCENARIOS: readonly Scenario[] = [uploadsScenario, startsScenario, bootScenario];
const RESULTS = new URL('../../bench/results/', import.meta.url);

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !SCENARIOS.some((scenario) => scenario.name === name));
if (unknown !== undefined) {
  console.log('npm run bench [-- name …]\n');
  for (const { name, about } of SCENARIOS) console.log(`  ${name.padEnd(10)}${about}`);
  process.exit(unknown === '--help' ? 0 : 2);
}

for (const scenario of SCENARIOS) {
  if (wanted.length > 0 && !wanted.includes(scenario.name)) continue;
  console.log(`${scenario.name}: ${scenario.about}`);
  const result = await scenario.run((line) => console.log(`  ${line}`));
  await keep(result, RESULTS);
  console.log(tableOf(result));
}
process.exit();
