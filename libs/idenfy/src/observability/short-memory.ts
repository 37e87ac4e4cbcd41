/** Remembers an answer for a moment, and lets everybody who asks meanwhile wait for the same one. */
export class ShortMemory<Answer> {
  readonly #answers = new Map<string, { readonly until: number; readonly answer: Promise<Answer> }>();

  constructor(
    private readonly keepMs: number,
    private readonly elapsedMs: () => number,
  ) {}

  ask(question: string, find: () => Promise<Answer>): Promise<Answer> {
    const known = this.#answers.get(question);
    if (known && known.until > this.elapsedMs()) return known.answer;
    const answer = find();
    this.#answers.set(question, { until: this.elapsedMs() + this.keepMs, answer });
    return answer;
  }
}
