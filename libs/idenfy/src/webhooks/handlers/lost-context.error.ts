import { IdenfyError } from '../../errors/idenfy.error.js';

/** A run whose change or callback is no longer kept; repeating cannot help. */
export class LostContextError extends IdenfyError {
  constructor() {
    super('What this run was about is no longer kept.', {
      httpStatus: 410,
      retryable: false,
      actor: 'operator',
    });
  }

  override get name() {
    return 'LostContextError' as const;
  }
}
