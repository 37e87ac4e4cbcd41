/** Keeps an answer for a moment; callers that ask meanwhile share it. */
export class TimedCache<Answer> {
  readonly #answers = new Map<string, { readonly until: number; readonly answer: Promise<Answer> }>();

  constructor(
    private readonly keepMs: number,
    private readonly elapsedMs: () => number,
  ) {}

  get(key: string, load: () => Promise<Answer>): Promise<Answer> {
    const known = this.#answers.get(key);
    if (known && known.until > this.elapsedMs()) return known.answer;
    const answer = load();
    this.#answers.set(key, { until: this.elapsedMs() + this.keepMs, answer });
    return answer;
  }
}
