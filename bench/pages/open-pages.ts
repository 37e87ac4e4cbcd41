import { connect, type Socket } from 'node:net';

/** How long a page waits for its first state, and for a verdict, in milliseconds: longer means that it is lost. */
const LOST_AFTER_MS = 60_000;

/** A page has waited too long. */
export class LostVerdict extends Error {
  constructor(awaited: string) {
    super(`a page waited ${LOST_AFTER_MS / 1_000} s for ${awaited} in vain`);
  }
}

/** A page that reads an event stream, as raw HTTP: ten thousand of them must cost their reader little. */
export class OpenPage {
  #shown: (() => void) | undefined;
  #awaited = '"status"';

  private constructor(private readonly socket: Socket) {
    socket.on('data', (bytes) => {
      if (this.#shown !== undefined && bytes.includes(this.#awaited)) this.#shown();
    });
  }

  /** Opens the stream and resolves as soon as the current state has arrived. */
  static async open(port: number, path: string, caller: string): Promise<OpenPage> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Caller: ${caller}\r\n\r\n`);
    const page = new OpenPage(socket);
    await page.#shows('"status"');
    return page;
  }

  /** Resolves to the time, on the scale of `performance.now()`, at which the page has got the verdict. */
  async verdict(): Promise<number> {
    await this.#shows('"APPROVED"');
    return performance.now();
  }

  close(): void {
    this.#shown = undefined;
    this.socket.removeAllListeners('close').destroy();
  }

  #shows(awaited: string): Promise<void> {
    this.#awaited = awaited;
    return new Promise((resolve, reject) => {
      const lost = setTimeout(() => reject(new LostVerdict(awaited)), LOST_AFTER_MS);
      this.socket
        .once('error', reject)
        .once('close', () => reject(new Error('the contender ended a stream')));
      this.#shown = () => {
        clearTimeout(lost);
        this.#shown = undefined;
        this.socket
          .removeAllListeners('error')
          .removeAllListeners('close')
          .on('error', () => undefined);
        resolve();
      };
    });
  }
}

/** Opens pages, 50 at a time: `callerOf(n)` follows `pathOf(n)`, for each n from `from` to `to` − 1. */
export async function openPages(
  port: number,
  [from, to]: readonly [from: number, to: number],
  pathOf: (n: number) => string,
  callerOf: (n: number) => string,
): Promise<OpenPage[]> {
  const pages: OpenPage[] = [];
  let next = from;
  const openSome = async (): Promise<void> => {
    while (next < to) {
      const n = next++;
      pages[n - from] = await OpenPage.open(port, pathOf(n), callerOf(n));
    }
  };
  await Promise.all(Array.from({ length: 50 }, openSome));
  return pages;
}
