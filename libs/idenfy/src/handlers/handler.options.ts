import { Optional, Range } from '../client/options.js';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';

/** How handlers are called and retried, unless their decorator sets something else, and what is kept of a failure. */
export class HandlerOptions {
  /** Longest time one attempt may take, in milliseconds, at most an hour; `signal` aborts then. @default 30_000 */
  @Range(1, 3_600_000) timeoutMs = 30_000;

  /** Attempts in all, the first one included, before a run is a dead letter, 1 to 1,000. @default 10 */
  @Range(1, 1_000) maxAttempts = 10;

  /** Runs of one handler under way at the same time in one process, 1 to 1,000. @default 10 */
  @Range(1, 1_000) concurrency = 10;

  /** Wait before the second attempt, in milliseconds, at most an hour; it doubles each time, with jitter. @default 1_000 */
  @Range(0, 3_600_000) retryDelayMs = 1_000;

  /** Longest wait between two attempts, in milliseconds, at most a week. @default 3_600_000 */
  @Range(0, 604_800_000) maxRetryDelayMs = 3_600_000;

  /**
   * Whether your logger gets what a handler threw, whole: message, stack and cause. It can hold personal data that your
   * code put there. Where it is off, the log names the class and the code of the error and its stack frames.
   * @default true, false where NODE_ENV is production
   */
  logErrors = process.env['NODE_ENV'] !== 'production';

  /**
   * Your own text about an error that a handler threw, kept with the failed run and shown with its dead letter beside the
   * class and the code of the error; at most 200 characters are kept. Return nothing of a person: staff and operators
   * read it. Not called for errors of this library, whose messages are kept as they are.
   * @default none
   */
  @Optional(requireFunction) describeError?: (error: unknown) => string | undefined;
}

function requireFunction(value: unknown, option: string): unknown {
  if (typeof value === 'function') return value;
  throw new IdenfyConfigurationError({
    option,
    hint: 'give a function that takes the error and returns a text',
  });
}

/** How handlers are called and retried, and what is kept of a failure. Part of `IdenfyOptions`. */
export type IdenfyHandlerOptions = Partial<HandlerOptions>;
