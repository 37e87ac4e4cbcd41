/** A fault of the requests that the simulator receives, or of the webhooks that it sends. */
export type SimulatedFault =
  (RequestFault & FaultFrequency) | ({ readonly webhooks: WebhookFault } & FaultFrequency);

/** How often a fault strikes. */
interface FaultFrequency {
  /**
   * Number of requests or webhooks that are hit. @default 1; no limit with `rate`, or with a share in a webhook fault;
   * 2 for `shuffle: true`
   */
  readonly count?: number | undefined;
  /** Share of the requests or webhooks that are hit, 0 to 1. @default 1 */
  readonly rate?: number | undefined;
}

/** What goes wrong with a request to the simulator. At least one property besides `path` is required. */
export interface RequestFault {
  /** Path of the requests, e.g. `/api/v2/token`; `:name` matches one segment, a final `*` the rest. */
  readonly path: string;
  /** Answers with this status, 200 to 599, instead of doing the work. */
  readonly status?: number | undefined;
  /** Answers with this body instead of doing the work: an object as JSON, a string as it is. */
  readonly body?: Readonly<Record<string, unknown>> | string | undefined;
  /** Headers to add to the answer, of the work or of the fault. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Real milliseconds to hold the answer back. The work is done before them. */
  readonly delayMs?: number | undefined;
  /** Cuts the connection without an answer: before the work is done, or after it. */
  readonly cut?: 'before' | 'after' | undefined;
}

/** What goes wrong with a webhook from the simulator. At least one property is required. */
export interface WebhookFault {
  /** Sends the same bytes once more; a whole number sends that many further copies. */
  readonly duplicate?: Likelihood | undefined;
  /** Holds webhooks back and sends them in another order. */
  readonly shuffle?: Likelihood | undefined;
  /** Does not send the webhook. */
  readonly drop?: Likelihood | undefined;
  /** Real milliseconds to wait before sending. */
  readonly delayMs?: number | undefined;
  /** Signs with another key than the account's. */
  readonly badSignature?: Likelihood | undefined;
}

/** True or false; a number below 1: that share of the webhooks; a whole number: the next so many webhooks. */
export type Likelihood = boolean | number;

/** How often an armed fault strikes. */
export interface Frequency {
  /** Number of times in all; Infinity for no limit. */
  readonly count: number;
  /** Share of what matches, 0 to 1. */
  readonly rate: number;
}

/** Whether the request is answered by the fault, without the work. */
export function replacesWork(fault: RequestFault): boolean {
  return fault.cut === 'before' || fault.status !== undefined || fault.body !== undefined;
}
