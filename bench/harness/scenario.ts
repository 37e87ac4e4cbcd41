import type { BenchResult } from './result.js';

/** One question about speed or memory, asked of ours and of named rivals in the same run. */
export interface Scenario {
  readonly name: string;
  /** One sentence: what is measured, and how. */
  readonly about: string;
  run(progress: (line: string) => void): Promise<BenchResult>;
}
