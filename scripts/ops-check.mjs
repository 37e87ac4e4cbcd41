// Checks ops/: the rules and their tests by promtool, the queries of the dashboard as well, and that each alert has a
// test. Where promtool is missing, CI fails, and other machines skip what needs it.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse, stringify } from 'yaml';

const run = promisify(execFile);

const dashboard = JSON.parse(await readFile('ops/grafana-dashboard.json', 'utf8'));
const { groups } = parse(await readFile('ops/alerts.yml', 'utf8'));
const tests = await readFile('ops/alerts.test.yml', 'utf8');

/** Grafana replaces its variables before Prometheus sees a query. */
const asGrafanaSends = (expr) => expr.replaceAll('$__rate_interval', '1m').replace(/\$\w+/g, '.*');

const queries = dashboard.panels.flatMap(({ targets = [] }) =>
  targets.map(({ expr }) => asGrafanaSends(expr)),
);
const alerts = groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));
const untested = alerts.filter((alert) => !tests.includes(`alertname="${alert}"`));
const problems = untested.map((alert) => `ops/alerts.test.yml has no test of ${alert}`);

async function promtool(...args) {
  await run('promtool', args).catch((error) =>
    problems.push(`promtool ${args.join(' ')}\n${error.stdout}${error.stderr}`),
  );
}

/** promtool checks rules, not queries: each query becomes a rule. */
async function checkQueries() {
  const folder = await mkdtemp(join(tmpdir(), 'nestjs-idenfy-ops-'));
  const rules = queries.map((expr, index) => ({ record: `query:${index}`, expr }));
  const file = join(folder, 'queries.yml');
  await writeFile(file, stringify({ groups: [{ name: 'dashboard', rules }] }));
  await promtool('check', 'rules', file);
  await rm(folder, { recursive: true });
}

const installed = await run('promtool', ['--version']).then(
  () => true,
  () => false,
);
if (installed) {
  await promtool('check', 'config', 'ops/prometheus.yml');
  await promtool('test', 'rules', 'ops/alerts.test.yml');
  await checkQueries();
} else if (process.env.CI) {
  problems.push('promtool is not installed: it comes with the Debian package prometheus');
} else {
  console.log('skipped what needs promtool: install the Debian package prometheus');
}

problems.forEach((problem) => console.error(problem));
console.log(`${alerts.length} alerts, ${queries.length} queries, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
