import { IdenfyError } from '../../errors/idenfy.error.js';

/** The process had to end while a handler was at work. It is called again, and this attempt is not counted. */
export class HandlerInterruptedError extends IdenfyError {
  constructor() {
    super('The process had to end before the handler did.', {
      httpStatus: 503,
      retryable: true,
      actor: 'operator',
    });
  }

  override get name() {
    return 'HandlerInterruptedError' as const;
  }
}
