import { IdenfyError } from './idenfy.error.js';

/** What {@link IdenfyContractError} is made of. */
export interface IdenfyContractErrorOptions {
  /** What was missing or not understood, in our words: `scanRef`, `JSON`, `a body`. Never a part of the answer. */
  missing: string;
  operation: string;
  attempts?: number;
  /** Status that iDenfy answered. */
  status?: number;
  /** Whether it stays open if iDenfy did the work. @default false */
  answerLost?: boolean;
  cause?: unknown;
}

/** iDenfy answered something that its documentation does not allow. */
export class IdenfyContractError extends IdenfyError {
  /** What was missing or not understood. */
  readonly missing: string;
  /** Status that iDenfy answered. */
  readonly status?: number;

  constructor(options: IdenfyContractErrorOptions) {
    super(`The answer of the identity verification service lacks ${options.missing}.`, {
      ...options,
      httpStatus: 502,
      retryable: false,
      actor: 'vendor',
    });
    this.missing = options.missing;
    if (options.status !== undefined) {
      this.status = options.status;
    }
  }

  override get name() {
    return 'IdenfyContractError' as const;
  }
}
