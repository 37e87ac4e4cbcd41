/** What goes wrong with a request to the simulator. */
export interface RequestFault {
  /** Path of the requests, e.g. `/api/v2/token`; `:name` stands for one segment, a final `*` for the rest. */
  readonly path: string;
  /** Answers this status instead of doing the work. */
  readonly status?: number | undefined;
  /** Answers this instead of doing the work: an object as JSON, a string as it is. */
  readonly body?: Readonly<Record<string, unknown>> | string | undefined;
  /** Added to the answer, whatever it is. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Real milliseconds the answer is held back. The work, if it is done, is done at once. */
  readonly delayMs?: number | undefined;
  /** Cuts the connection without an answer: before the work is done, or after. */
  readonly cut?: 'before' | 'after' | undefined;
}

/** Whether the fault stands in place of the work. */
export function replacesWork(fault: RequestFault): boolean {
  return fault.cut === 'before' || fault.status !== undefined || fault.body !== undefined;
}
