import { Logger } from '@nestjs/common';
import type { IdenfyError } from '../errors/idenfy.error.js';

/** Which attempt of which operation an event is about. */
export interface AttemptEvent {
  /** Name of the operation, as in `createToken`. */
  readonly operation: string;
  readonly account: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
}

/** How one attempt ended. */
export type AttemptOutcome = 'success' | 'refused' | 'failed' | 'timeout' | 'network' | 'cancelled';

/** An attempt ended, with an answer or without one. */
export interface AnsweredEvent extends AttemptEvent {
  /** In milliseconds, from before the request was sent to after the answer was read. */
  readonly durationMs: number;
  readonly outcome: AttemptOutcome;
}

/** An operation will be retried after a wait. */
export interface RetriedEvent extends AttemptEvent {
  /** Length of the wait, in milliseconds. */
  readonly delayMs: number;
  /** How the attempt before failed, as in `IdenfyApiError 503`. */
  readonly reason: string;
}

/** An operation failed and will not be retried. */
export interface GaveUpEvent extends AttemptEvent {
  /** How it failed, as in `IdenfyTimeoutError`. */
  readonly reason: string;
}

/** What observers of the client can learn: never a request, an answer, a credential or personal data. */
export interface ClientEventMap {
  /** A request is about to be sent. */
  attempt: AttemptEvent;
  answered: AnsweredEvent;
  retried: RetriedEvent;
  gaveUp: GaveUpEvent;
}

type Listener<Event> = (event: Event) => void;
type Listeners = { [Name in keyof ClientEventMap]: Set<Listener<ClientEventMap[Name]>> };

/** Tells observers what the client does. An observer that throws is logged, and neither stops the call nor others. */
export class ClientEvents {
  readonly #listeners: Listeners = {
    attempt: new Set(),
    answered: new Set(),
    retried: new Set(),
    gaveUp: new Set(),
  };

  /** Calls `listener` at each such event, until the returned function is called. */
  on<Name extends keyof ClientEventMap>(name: Name, listener: Listener<ClientEventMap[Name]>): () => void {
    this.#listeners[name].add(listener);
    return () => this.#listeners[name].delete(listener);
  }

  emit<Name extends keyof ClientEventMap>(name: Name, event: ClientEventMap[Name]): void {
    for (const listener of this.#listeners[name]) {
      try {
        listener(event);
      } catch (error) {
        new Logger('IdenfyClient').error(`An observer of '${name}' threw`, error);
      }
    }
  }
}

/** The error by name and status, as observers may see it. */
export function reasonOf(error: IdenfyError): string {
  const status = 'status' in error ? ` ${String(error.status)}` : '';
  return `${error.name}${status}`;
}
