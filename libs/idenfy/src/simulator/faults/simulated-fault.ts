import type { RequestFault } from './request-fault.js';
import type { WebhookFault } from './webhook-fault.js';

/** How often: `count` times (once unless said otherwise), or a share of all. */
interface HowOften {
  /** The next so many. @default 1; without end when a rate is given */
  readonly count?: number | undefined;
  /** The share that is hit, 0 to 1. @default 1 */
  readonly rate?: number | undefined;
}

/** A fault of what the simulator is asked, or of what it sends. */
export type SimulatedFault =
  | (RequestFault & HowOften)
  | ({
      /**
       * A share makes the fault stay until it is cleared. A shuffle takes the next 2 unless a number says otherwise.
       */
      readonly webhooks: WebhookFault;
    } & HowOften);
