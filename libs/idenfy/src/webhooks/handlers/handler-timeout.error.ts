import { IdenfyError } from '../../errors/idenfy.error.js';

/** A handler took longer than it may. It cannot be stopped from outside, so it may still be at work. */
export class HandlerTimeoutError extends IdenfyError {
  constructor(timeoutMs: number) {
    super(`The handler did not end within ${timeoutMs} ms.`, {
      httpStatus: 504,
      retryable: true,
      actor: 'developer',
    });
  }

  override get name() {
    return 'HandlerTimeoutError' as const;
  }
}
