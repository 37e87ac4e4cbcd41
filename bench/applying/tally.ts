import { createServer } from 'node:http';
import { listen } from '../harness/listen.js';

/** Counts what was handled, and tells the runner over HTTP: to look into the tables all the time would burden them. */
export class Tally {
  #handled = 0;

  add(): void {
    this.#handled += 1;
  }

  /** Answers the port where the count can be asked for. */
  serve(): Promise<number> {
    return listen(createServer((_, response) => response.end(String(this.#handled))));
  }
}

/** What the tally of a contender says. */
export async function tallyOf(port: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}`);
  return Number(await response.text());
}
