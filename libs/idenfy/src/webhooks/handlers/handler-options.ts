/** How one handler is called; `webhooks.handlers` of the module's options says what is left out here. */
export interface IdenfyHandlerOptions {
  /**
   * What the handler is called in the database, in logs and in idempotency keys. Give one to be free to rename class
   * and method: runs under an old name wait for a handler that no longer exists.
   * @default `Class.method`
   */
  name?: string;

  /** Longest time one run may take, in milliseconds; `signal` aborts then. @default 30_000 */
  timeoutMs?: number;

  /** Runs in all, the first one included, before it is a dead letter. @default 10 */
  maxAttempts?: number;

  /** Runs under way at the same time in one process. @default 10 */
  concurrency?: number;
}
