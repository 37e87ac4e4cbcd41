import { Logger } from '@nestjs/common';

/** Which try of which operation an event is about. */
export interface TryEvent {
  /** Name of the operation, as in `createToken`. */
  readonly operation: string;
  readonly account: string;
  /** 1 for the first try. */
  readonly attempt: number;
}

/** How one try ended. */
export type TryOutcome = 'success' | 'refused' | 'failed' | 'timeout' | 'network' | 'cancelled';

/** A try got its answer, or none. */
export interface AnsweredEvent extends TryEvent {
  readonly durationMs: number;
  readonly outcome: TryOutcome;
}

/** An operation will be tried again after a wait. */
export interface RetriedEvent extends TryEvent {
  readonly delayMs: number;
  /** What the try before came to, as in `IdenfyApiError 503`. */
  readonly reason: string;
}

/** An operation failed for good. */
export interface GaveUpEvent extends TryEvent {
  readonly reason: string;
}

/** What observers of the client can learn: never a request, an answer, a credential or personal data. */
export interface ClientEventMap {
  /** A request is about to be sent. */
  attempt: TryEvent;
  answered: AnsweredEvent;
  retried: RetriedEvent;
  gaveUp: GaveUpEvent;
}

type Listener<Event> = (event: Event) => void;
type Listeners = { [Name in keyof ClientEventMap]: Set<Listener<ClientEventMap[Name]>> };

/** Tells observers what the client does. An observer that throws is logged and disturbs nobody. */
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
