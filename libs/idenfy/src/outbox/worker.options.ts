import { Range } from '../client/options.js';

/** How a process works off stored webhooks and handler runs: `webhooks.worker` of the module's options. */
export class WorkerOptions {
  /**
   * Whether this process applies webhooks and runs handlers. Switch it off where other processes do, or where a test
   * calls `IdenfyWorkers.drain()`.
   * @default true
   */
  enabled = true;

  /** Webhooks applied in one transaction, 1 to 1,000; at most 100 while the process receives webhooks. @default 500 */
  @Range(1, 1_000) batchSize = 500;

  /** How often to look for work that no notification announced, in milliseconds, 10 to 3,600,000. @default 5_000 */
  @Range(10, 3_600_000) pollMs = 5_000;

  /** How long work that a lost process had claimed stays claimed, in milliseconds, 1,000 to 3,600,000. @default 30_000 */
  @Range(1_000, 3_600_000) leaseMs = 30_000;

  /**
   * How long a webhook waits for the row of its session before it is an orphan, in milliseconds, at most 86,400,000.
   * @default 600_000
   */
  @Range(0, 86_400_000) waitForSessionMs = 600_000;

  /**
   * How long a shutdown waits for running handlers and for a database that does not answer, in milliseconds, at most
   * 600,000; two seconds more to give back the runs that were interrupted. Another process calls those again.
   * @default 10_000
   */
  @Range(0, 600_000) shutdownMs = 10_000;
}

/** How a process works off stored webhooks and handler runs. Part of `IdenfyWebhookOptions`. */
export type IdenfyWorkerOptions = Partial<WorkerOptions>;
