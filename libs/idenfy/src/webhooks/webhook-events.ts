import type { SignatureProblem } from '../errors/refusal.errors.js';
import { Observers } from '../outbox/observers.js';

/** What observers of webhooks can learn: never a body, a key or personal data. */
export interface WebhookEventMap {
  /** A webhook is committed, and about to be answered 200. `duplicate`: the same bytes were stored before. */
  received: { readonly account: string; readonly bytes: number; readonly duplicate: boolean };
  /** A webhook was refused; nothing is stored. */
  rejected: { readonly account: string; readonly reason: SignatureProblem | 'address' };
  /** A webhook was signed but could not be stored; iDenfy was asked to send it again. */
  notStored: { readonly account: string };
  /** Stored webhooks passed the worker. */
  processed: {
    readonly outcome: 'applied' | 'waiting' | 'orphan' | 'unreadable' | 'failed' | 'dead';
    readonly count: number;
  };
}

/**
 * Calls observers when webhooks are received and applied: in this process, at most once, synchronously. What must happen for
 * every webhook belongs into an `@OnIdenfyWebhook('*')` handler. An observer that throws is logged and affects nothing.
 */
export class WebhookEvents extends Observers<WebhookEventMap> {
  constructor() {
    super('IdenfyWebhooks');
  }
}
