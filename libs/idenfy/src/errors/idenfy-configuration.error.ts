import { IdenfyError } from './idenfy.error.js';

/** What {@link IdenfyConfigurationError} is made of. */
export interface IdenfyConfigurationErrorOptions {
  /** Path of the option, e.g. `webhooks.signingKeys`. */
  option: string;
  /** What to do about it, in the imperative: `give at least one key`. Never quotes the value. */
  mend: string;
}

/** The module cannot start with these options. Thrown at boot, never answered to a caller. */
export class IdenfyConfigurationError extends IdenfyError {
  /** Path of the option at fault. */
  readonly option: string;
  /** What to do about it. */
  readonly mend: string;

  constructor({ option, mend }: IdenfyConfigurationErrorOptions) {
    super(`Option '${option}' of IdenfyModule: ${mend}.`, {
      httpStatus: 500,
      retryable: false,
      actor: 'developer',
    });
    this.option = option;
    this.mend = mend;
  }

  override get name() {
    return 'IdenfyConfigurationError' as const;
  }
}
