import { IdenfyError } from './idenfy.error.js';

/** What {@link IdenfyCircuitError} is made of. */
export interface IdenfyCircuitErrorOptions {
  operation: string;
  attempts?: number;
  /** Seconds until the next call is let through. */
  retryAfterSeconds: number;
}

/** iDenfy failed too often lately, so that it is left alone for a while; nothing was sent. */
export class IdenfyCircuitError extends IdenfyError {
  constructor(options: IdenfyCircuitErrorOptions) {
    super('The identity verification service fails at the moment; try again later.', {
      ...options,
      httpStatus: 503,
      retryable: true,
      actor: 'vendor',
    });
  }

  override get name() {
    return 'IdenfyCircuitError' as const;
  }
}
