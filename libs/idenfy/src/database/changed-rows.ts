import type { IdenfyClock } from '../client/clock.js';

const READ_AGAIN_AFTER_MS = 1_000;
const ROWS_AT_A_TIME = 200;

/** Reads rows that have changed, in one statement at a time; after a failure they are read again a second later. */
export class ChangedRows<Row> {
  readonly #changed = new Set<string>();
  #isReading = false;

  /**
   * @param rows reads the rows with these ids
   * @param emit receives each row that was read
   * @param stopping ends the reading
   */
  constructor(
    private readonly clock: IdenfyClock,
    private readonly rows: (ids: readonly string[]) => Promise<readonly Row[]>,
    private readonly emit: (row: Row) => void,
    private readonly stopping: AbortSignal,
  ) {}

  /** What changes while a statement runs is read by the next one. */
  read(ids: Iterable<string>): void {
    for (const id of ids) this.#changed.add(id);
    if (!this.#isReading && this.#changed.size > 0) void this.#readAll();
  }

  async #readAll(): Promise<void> {
    this.#isReading = true;
    while (this.#changed.size > 0 && !this.stopping.aborted) {
      const ids = [...this.#changed].slice(0, ROWS_AT_A_TIME);
      ids.forEach((id) => this.#changed.delete(id));
      try {
        for (const row of await this.rows(ids)) this.emit(row);
      } catch {
        ids.forEach((id) => this.#changed.add(id));
        await this.clock.sleep(READ_AGAIN_AFTER_MS, this.stopping).catch(() => undefined);
      }
    }
    this.#isReading = false;
  }
}
