/** The input of every contender of this benchmark. */
export interface PagesInput {
  readonly databaseUrl: string;
  readonly simulatorUrl: string;
  /** Verifications that wait for their verdict: the n-th, from 0, is `scan-n` of `person-n`. */
  readonly verifications: number;
}

export const SIGNING_KEY = 'a-signing-key-of-this-bench';

/** More streams than this benchmark opens. */
export const MAX_STREAMS = 1_000_000;
