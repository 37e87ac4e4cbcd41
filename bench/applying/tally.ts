import { createServer } from 'node:http';
import { listen } from '../harness/listen.js';

/** Counts handled events and reports the count over HTTP, because polling the tables would slow them down. */
export class Tally {
  #handled = 0;

  add(): void {
    this.#handled += 1;
  }

  /** Resolves to the port that serves the count. */
  serve(): Promise<number> {
    return listen(createServer((_, response) => response.end(String(this.#handled))));
  }
}

/** Reads the tally of a contender. */
export async function tallyOf(port: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}`);
  return Number(await response.text());
}
