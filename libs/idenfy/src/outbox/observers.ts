import { Logger } from '@nestjs/common';

type Listener<Event> = (event: Event) => void;

/** Calls the listeners of named events, synchronously and in the order they subscribed. */
export abstract class Observers<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<Listener<never>>>();

  /** @param logContext under which a listener that throws is logged; it affects nothing else */
  protected constructor(private readonly logContext: string) {}

  /** Calls `listener` with each event of this name. Returns a function that unsubscribes it. */
  on<Name extends keyof Events & string>(name: Name, listener: Listener<Events[Name]>): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  emit<Name extends keyof Events & string>(name: Name, event: Events[Name]): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      try {
        listener(event as never);
      } catch {
        new Logger(this.logContext).error(`An observer of '${name}' threw`);
      }
    }
  }
}
