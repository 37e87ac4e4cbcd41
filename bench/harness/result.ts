import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';

export interface Contender {
  readonly name: string;
  readonly median: number;
  readonly unit: string;
  readonly samples: readonly number[];
}

/** What `bench/results/<name>.json` holds. */
export interface BenchResult {
  readonly scenario: string;
  readonly machine: string;
  readonly rounds: number;
  readonly contenders: readonly Contender[];
  readonly ratios: Readonly<Record<string, number>>;
}

export function contender(name: string, unit: string, samples: readonly number[]): Contender {
  return { name, unit, median: rounded(median(samples)), samples: samples.map(rounded) };
}

export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

export function ratio(one: Contender, other: Contender): number {
  return rounded(one.median / other.median);
}

export function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}, ${memory} GiB, Node ${process.versions.node}, ${process.platform}`;
}

export async function keep(result: BenchResult, folder: URL): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(new URL(`${result.scenario}.json`, folder), `${JSON.stringify(result, null, 2)}\n`);
}

/** Four significant digits: more would be noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
