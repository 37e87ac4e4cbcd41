/** What came of one request. */
export interface Sent<Answer> {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly tookMs: number;
  /** Undefined when the connection broke. */
  readonly answer: Answer | undefined;
}

/** Sends requests at an even pace, whatever becomes of those before. */
export class SteadyLoad<Answer> {
  readonly #sent: Promise<Sent<Answer>>[] = [];
  readonly #pace: NodeJS.Timeout;

  /** @param send sends the request with that number, from 0 */
  constructor(
    perSecond: number,
    private readonly send: (nth: number) => Promise<Answer>,
  ) {
    this.#pace = setInterval(() => this.#sent.push(this.#sendNext()), 1_000 / perSecond);
  }

  /** Sends no more, and resolves when all are answered. */
  async stop(): Promise<readonly Sent<Answer>[]> {
    clearInterval(this.#pace);
    return Promise.all(this.#sent);
  }

  async #sendNext(): Promise<Sent<Answer>> {
    const at = Date.now();
    const answer = await this.send(this.#sent.length).catch(() => undefined);
    return { at, tookMs: Date.now() - at, answer };
  }
}
