import { Logger } from '@nestjs/common';
import type { SignatureProblem } from '../errors/idenfy-signature.error.js';

/** What observers of intake, worker and handlers can learn: never a body, a key or personal data. */
export interface WebhookEventMap {
  /** A callback is durable and answered. `repeat`: the same bytes were stored before. */
  received: { readonly account: string; readonly bytes: number; readonly repeat: boolean };
  /** A callback was not believed; nothing is stored. */
  rejected: { readonly account: string; readonly reason: SignatureProblem | 'address' };
  /** A callback was signed but could not be stored; iDenfy was told to repeat it. */
  notStored: { readonly account: string };
  /** Stored callbacks went through the worker. */
  processed: {
    readonly outcome: 'applied' | 'waiting' | 'orphan' | 'unreadable' | 'failed';
    readonly count: number;
  };
  /** A run of a handler ended. */
  handled: {
    readonly handler: string;
    readonly outcome: 'done' | 'retry' | 'dead';
    readonly attempt: number;
    readonly durationMs: number;
  };
}

type Listener<Event> = (event: Event) => void;
type Listeners = { [Name in keyof WebhookEventMap]: Set<Listener<WebhookEventMap[Name]>> };

/** Tells observers what becomes of callbacks. An observer that throws is logged and disturbs nobody. */
export class WebhookEvents {
  readonly #listeners: Listeners = {
    received: new Set(),
    rejected: new Set(),
    notStored: new Set(),
    processed: new Set(),
    handled: new Set(),
  };

  /** Calls `listener` at each such event, until the returned function is called. */
  on<Name extends keyof WebhookEventMap>(name: Name, listener: Listener<WebhookEventMap[Name]>): () => void {
    this.#listeners[name].add(listener);
    return () => this.#listeners[name].delete(listener);
  }

  emit<Name extends keyof WebhookEventMap>(name: Name, event: WebhookEventMap[Name]): void {
    for (const listener of this.#listeners[name]) {
      try {
        listener(event);
      } catch {
        new Logger('IdenfyWebhooks').error(`An observer of '${name}' threw`);
      }
    }
  }
}
