import { startPostgres } from '@nestjs-idenfy/local-postgres';
import { drawChart } from './harness/chart.js';
import { withFreshDatabase } from './harness/fresh-database.js';
import { type Measurement, publish } from './harness/report.js';
import { median } from './harness/statistics.js';
import { useWal } from './harness/used-wal.js';
import { ours, rivals } from './replicas/contenders.js';
import { measure, type Worked } from './replicas/measure.js';

const REPLICAS = [1, 2, 4, 8];
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const WEBHOOKS = Number(process.env['BENCH_WEBHOOKS'] ?? 20_000);
const INTAKE_PER_SECOND = 200;

const plain = { contender: ours, near: false, intakePerSecond: 0 };
const lines = [
  { ...plain, name: ours.name, inChart: ours.name },
  { ...plain, near: true, name: `${ours.name}, verdicts near each other`, inChart: 'verdicts near' },
  {
    ...plain,
    intakePerSecond: INTAKE_PER_SECOND,
    name: `${ours.name}, receiving ${INTAKE_PER_SECOND}/s meanwhile`,
    inChart: `receiving ${INTAKE_PER_SECOND}/s`,
  },
  ...rivals.map(({ inChart, ...contender }) => ({ ...plain, contender, name: contender.name, inChart })),
];
const series = lines.flatMap((line) =>
  REPLICAS.map((replicas) => ({ ...line, replicas, worked: new Array<Worked>() })),
);

const server = await startPostgres({ durable: true });
try {
  await useWal(server.url);
  for (let round = 1; round <= ROUNDS; round++) {
    for (const { name, replicas, contender, near, intakePerSecond, worked } of series) {
      const task = { contender, replicas, webhooks: WEBHOOKS, near, intakePerSecond };
      const result = await withFreshDatabase(server.url, (url) => measure(server, url, task));
      worked.push(result);
      const { perSecond, processors, serverProcessors = NaN, waits, walBytes, intakeP99Ms } = result;
      console.log(
        `round ${round}: ${name}, ${replicas}: ${Math.round(perSecond)}/s; ` +
          `processors ${processors.toFixed(2)} + ${serverProcessors.toFixed(2)} of PostgreSQL; ` +
          `connections ${Object.entries(waits)
            .map(([what, count]) => `${what} ${count.toFixed(1)}`)
            .join(', ')}; ` +
          `WAL ${Math.round(walBytes)} bytes a webhook` +
          (intakeP99Ms === undefined ? '' : `; intake p99 ${intakeP99Ms.toFixed(1)} ms`),
      );
    }
  }
} finally {
  await server.stop();
}

const figures: Readonly<Record<string, { unit: string; of: (worked: Worked) => number | undefined }>> = {
  'events a second': { unit: 'webhooks/s', of: ({ perSecond }) => perSecond },
  'processors of the replicas': { unit: 'cores', of: ({ processors }) => processors },
  'processors of PostgreSQL': { unit: 'cores', of: ({ serverProcessors }) => serverProcessors },
  'connections that run': { unit: 'on average', of: ({ waits }) => waits.running },
  'connections that wait for locks': { unit: 'on average', of: ({ waits }) => waits.locks },
  'connections that wait for WAL': { unit: 'on average', of: ({ waits }) => waits.wal },
  'connections that wait for anything else': { unit: 'on average', of: ({ waits }) => waits.others },
  'WAL of a webhook': { unit: 'bytes', of: ({ walBytes }) => walBytes },
  'intake, p99': { unit: 'ms', of: ({ intakeP99Ms }) => intakeP99Ms },
};
const rateOf = (name: string, replicas: number): number =>
  median(
    series
      .filter((each) => each.name === name && each.replicas === replicas)
      .flatMap(({ worked }) => worked.map(({ perSecond }) => perSecond)),
  );

await publish({
  name: 'replicas',
  scenario:
    `${WEBHOOKS.toLocaleString('en')} stored webhooks of 2 KB, two of each verification, worked off by ${REPLICAS.join(', ')} ` +
    'processes until an empty handler returns (fsync on); none lost, none handled twice, each verification in order',
  rounds: ROUNDS,
  contenders: series.flatMap(({ name, replicas, worked }) =>
    Object.entries(figures).flatMap(([figure, { unit, of }]): Measurement[] => {
      const samples = worked.flatMap((result) => of(result) ?? []);
      return samples.length > 0 ? [{ name: `${name}, ${replicas}: ${figure}`, unit, samples }] : [];
    }),
  ),
  ratios: Object.fromEntries([
    ...REPLICAS.slice(1).map((replicas) => [
      `${replicas} replicas to one`,
      rateOf(ours.name, replicas) / rateOf(ours.name, 1),
    ]),
    ...rivals.flatMap(({ name }) =>
      REPLICAS.map((replicas) => [
        `${replicas} to as many of ${name}`,
        rateOf(ours.name, replicas) / rateOf(name, replicas),
      ]),
    ),
  ]),
});
await drawChart({
  name: 'replicas',
  title: 'Webhooks applied a second, by worker processes on one database',
  x: 'processes',
  y: 'webhooks a second',
  doubling: true,
  lines: lines.map(({ name, inChart }) => ({
    name: inChart,
    points: REPLICAS.map((replicas) => [replicas, rateOf(name, replicas)] as const),
  })),
});
process.exit();
