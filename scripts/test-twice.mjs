// Runs all tests for `.ci/run`, and the files with a failed test once more, alone. A test that fails both times has failed.
// One that passes alone is named as flaky: it is a defect to fix, but no reason to refuse the change that met it. When many
// files fail, that is no coincidence, and none is run again. Writes `PASSED FAILED` into the file given as argument.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const MOST_FILES_AGAIN = 5;

const [totalsFile] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), 'tests-'));

try {
  const first = await run('first', []);
  const broken = first.filter(({ status }) => status === 'failed');
  const again = broken.length > 0 && broken.length <= MOST_FILES_AGAIN ? await run('second', broken) : broken;
  const files = [...first.filter((file) => !broken.includes(file)), ...again];
  const failed = files.flatMap(failures);
  if (again !== broken) reportFlaky(broken.flatMap(failures), new Set(failed));
  await writeFile(totalsFile, `${files.flatMap(passes).length} ${failed.length}\n`);
} finally {
  await rm(folder, { recursive: true });
}

async function run(name, files) {
  const output = join(folder, `${name}.json`);
  if (files.length > 0) console.log(`\n== tests: ${files.length} failed files once more`);
  const args = ['test', '--', '--reporter=default', '--reporter=json', `--outputFile.json=${output}`];
  const { status } = spawnSync('npm', [...args, ...files.map((file) => file.name)], { stdio: 'inherit' });
  const report = await readFile(output, 'utf8').then(JSON.parse, () => null);
  if (report === null) throw new Error('Vitest wrote no report.');
  const { testResults } = report;
  if (status !== 0 && testResults.flatMap(failures).length === 0)
    throw new Error('Vitest met an error outside of the tests.');
  return testResults;
}

function passes({ assertionResults }) {
  return assertionResults.filter(({ status }) => status === 'passed');
}

/** Names of the failed tests. A file that failed without one, while it was loaded or set up, counts as one. */
function failures({ name, status, assertionResults }) {
  const file = relative(process.cwd(), name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (status === 'failed' && failed.length === 0) return [file];
  return failed.map(({ fullName }) => `${file}: ${fullName}`);
}

function reportFlaky(failedFirst, failedTwice) {
  const flaky = failedFirst.filter((test) => !failedTwice.has(test));
  if (flaky.length > 0) console.log(`\nflaky, passed alone:\n${flaky.map((test) => `  ${test}`).join('\n')}`);
}
