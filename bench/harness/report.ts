import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { median, rounded } from './statistics.js';

/** One measure of one contender, with a sample per round. */
export interface Measurement {
  readonly name: string;
  readonly unit: string;
  readonly samples: readonly number[];
}

/** The result of a benchmark. */
export interface Report {
  /** Name of the benchmark and of its result file. */
  readonly name: string;
  /** One sentence: what is measured and how. */
  readonly scenario: string;
  readonly rounds: number;
  readonly contenders: readonly Measurement[];
  /** Ratios of medians, each named by a phrase. */
  readonly ratios: Readonly<Record<string, number>>;
}

// Results stand beside the sources; this file runs compiled, as dist/bench/bench/harness/report.js.
const RESULTS = new URL('../../../../bench/results/', import.meta.url);

/** Prints the report as a table and writes it to `bench/results/<name>.json`. */
export async function publish({ name, scenario, rounds, contenders, ratios }: Report): Promise<void> {
  const rows = contenders.map((measurement) => ({
    name: measurement.name,
    median: rounded(median(measurement.samples)),
    unit: measurement.unit,
    samples: measurement.samples.map(rounded),
  }));
  const result = {
    scenario,
    machine: machine(),
    rounds,
    contenders: rows,
    ratios: Object.fromEntries(Object.entries(ratios).map(([of, ratio]) => [of, rounded(ratio)])),
  };
  console.log(`\n${scenario}\n${rounds} rounds on ${result.machine}\n`);
  console.table(
    rows.map(({ samples, ...row }) => ({ ...row, min: Math.min(...samples), max: Math.max(...samples) })),
  );
  console.table(Object.entries(result.ratios).map(([ratio, value]) => ({ ratio, value })));

  await mkdir(RESULTS, { recursive: true });
  await writeFile(new URL(`${name}.json`, RESULTS), `${JSON.stringify(result, null, 2)}\n`);
}

function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${memory} GiB, Node ${process.version}, ${process.platform}`;
}
