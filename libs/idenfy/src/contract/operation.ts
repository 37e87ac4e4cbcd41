/**
 * What may be repeated:
 * `safe` after any transient failure; `token` and `process` by their own rules; `never` not at all.
 */
export type RepeatRule = 'safe' | 'token' | 'process' | 'never';

/**
 * What an empty answer means: `expected` success, and any content but `{}` is a refusal;
 * `allowed` success, and content is fine too; `refused` that something is missing.
 */
export type EmptyAnswer = 'allowed' | 'expected' | 'refused';

declare const types: unique symbol;

/** One call of iDenfy's API as data. `Request` is the JSON body of a POST, or the query of a GET. */
export interface Operation<Request, Response> {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** With `:scanRef` where the path takes one, and trailing slashes exactly as documented: they matter. */
  readonly path: string;
  readonly repeat: RepeatRule;
  /** Whether a 404 means that the verification is unknown, rather than a wrong base URL. */
  readonly takesScanRef: boolean;
  readonly emptyAnswer: EmptyAnswer;
  /** Fields without which the answer is of no use. */
  readonly requiredInAnswer: readonly string[];
  readonly answer: 'json' | 'text';
  /** Carries the types only; never present. */
  readonly [types]?: { request: Request; response: Response };
}

/** Ties the description of a call to the types of its request and answer. */
export function defineOperation<Request, Response>(
  description: Omit<Operation<Request, Response>, typeof types>,
): Operation<Request, Response> {
  return Object.freeze(description);
}
