/** Ends one part. */
export type Close = () => unknown;

/** What has been opened, closed again in the opposite order, each part whatever became of the others. */
export class Teardown {
  readonly #closers: Close[] = [];

  add(close: Close): void {
    this.#closers.push(close);
  }

  /** @throws AggregateError when parts could not be closed; the others are closed all the same */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (let close = this.#closers.pop(); close; close = this.#closers.pop()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
  }
}
