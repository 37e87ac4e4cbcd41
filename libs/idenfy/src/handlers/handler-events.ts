import { Observers } from '../outbox/observers.js';

/** What observers of handlers can learn. */
export interface HandlerEventMap {
  /** An attempt at a run ended, and how is committed. */
  handled: {
    readonly handler: string;
    readonly outcome: 'done' | 'retry' | 'dead';
    readonly attempt: number;
    readonly durationMs: number;
  };
  /** Runs were closed that no announced filter of their handler has named for a day, in whichever process wrote them. */
  unwanted: {
    readonly handler: string;
    readonly count: number;
  };
  /** An attempt at a run failed. The only event that can hold personal data: `error` is what the handler threw, whole. */
  failed: {
    readonly handler: string;
    /** Number of the run: 17 where its dead letter, once it is one, has the id `run-17`. */
    readonly runId: string;
    /** Our own id of the verification; null for a webhook of an unknown session. */
    readonly verificationId: string | null;
    readonly outcome: 'retry' | 'dead';
    readonly attempt: number;
    /** What the handler threw; also a `HandlerTimeoutError`. */
    readonly error: unknown;
  };
}

/**
 * Calls observers when handlers ran: in this process, at most once, synchronously. An observer that throws is logged and
 * affects nothing.
 */
export class HandlerEvents extends Observers<HandlerEventMap> {
  constructor() {
    super('IdenfyHandlers');
  }
}
