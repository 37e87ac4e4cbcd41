/** What a check can find. Codes and the names of values are stable: texts in other languages, as of the console, go by them. */
export interface FindingKind {
  readonly status: 'ok' | 'warning' | 'failed';
  /** What was found, in a few words, with `{name}` for a value. Never a secret, and nothing of a person. */
  readonly detail: string;
  /** What to do about it, in the imperative. */
  readonly hint?: string;
}
