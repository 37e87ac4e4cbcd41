// Prints `passed failed` of a Vitest JSON report, for the closing line of the CI run.
import { readFile } from 'node:fs/promises';

const report = await readFile(process.argv[2], 'utf8').then(JSON.parse, () => null);
// A file that could not be loaded counts no test of its own, and must not pass for that.
const unloaded = report?.testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
);

console.log(report ? `${report.numPassedTests} ${report.numFailedTests + unloaded.length}` : '0 1');
