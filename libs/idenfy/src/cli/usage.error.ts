/** The command line was called in a way that it does not understand. It is shown as one line; the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
