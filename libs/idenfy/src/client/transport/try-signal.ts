type Listener = (event: { type: 'abort' }) => void;

/**
 * Ends one try. To axios it is a signal like any other; an AbortController for each try would cost as much as
 * a tenth of a whole small call.
 */
export class TrySignal {
  aborted = false;
  #listener?: Listener;

  addEventListener(_type: 'abort', listener: Listener): void {
    this.#listener = listener;
  }

  removeEventListener(): void {
    this.#listener = undefined;
  }

  abort(): void {
    this.aborted = true;
    this.#listener?.({ type: 'abort' });
  }
}
