import { Range } from '../client/options.js';

/** How overdue verifications, whose result did not arrive, are looked up. */
export class ReconciliationOptions {
  /** Whether this process takes part in the sweep for overdue verifications, and in recording the end of approvals. @default true */
  enabled = true;

  /** Seconds between two sweeps, at most a day. @default 60 */
  @Range(0.001, 86_400, 'number') everySeconds = 60; // a timer of more than 24 days fires at once

  /** Verifications that one sweep may look up, 1 to 10,000. iDenfy restricts accounts that poll. @default 50 */
  @Range(1, 10_000) lookupsPerSweep = 50;

  /** Lookups for one verification before staff are asked to look at it, 1 to 100. @default 4 */
  @Range(1, 100) lookupsPerSession = 4;
}

/** How overdue verifications, whose result did not arrive, are looked up. Part of `IdenfyOptions`. */
export type IdenfyReconciliationOptions = Partial<ReconciliationOptions>;
