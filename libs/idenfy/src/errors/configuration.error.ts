import { IdenfyError } from './idenfy.error.js';

/** What {@link IdenfyConfigurationError} is made of. */
export interface IdenfyConfigurationErrorOptions {
  /** Path of the option, e.g. `webhooks.signingKeys`. */
  option: string;
  /** What to do about it, in the imperative: `give at least one key`. Never quotes the value. */
  hint: string;
  /** Name of the `IdenfyModule`, where it has one. */
  registration?: string | undefined;
}

/** The module cannot start with these options. Thrown at boot; it has no HTTP status, because it is never served. */
export class IdenfyConfigurationError extends IdenfyError {
  /** Path of the option at fault. */
  readonly option: string;
  /** What to do about it. */
  override readonly hint: string;

  /** Name of the `IdenfyModule`; undefined for one without. */
  readonly registration: string | undefined;

  constructor({ option, hint, registration }: IdenfyConfigurationErrorOptions) {
    const module = registration === undefined ? 'IdenfyModule' : `IdenfyModule '${registration}'`;
    super(`Option '${option}' of ${module}: ${hint}.`);
    this.option = option;
    this.hint = hint;
    this.registration = registration;
  }

  override get name() {
    return 'IdenfyConfigurationError' as const;
  }
}
