import type { StreamedBody } from '../call/call-options.js';

/** One request, ready to be sent any number of times. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly authorization: string;
  /** JSON, or a body that is produced anew for every try. */
  readonly body: string | (() => StreamedBody) | undefined;
}

/** Something was answered, whatever it is worth. */
export interface WireAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly text: string;
  /** The header as it came. */
  readonly retryAfter: string | undefined;
}

/** Nothing was answered, or nothing that could be read. */
export interface WireFailure {
  /**
   * `unsent`: no connection was made, so iDenfy knows nothing of it; `cut`: the connection broke;
   * `aborted`: we gave up; `too-large`, `no-http`: what came could not be read.
   */
  readonly kind: 'unsent' | 'cut' | 'aborted' | 'too-large' | 'no-http';
  readonly cause: unknown;
}
