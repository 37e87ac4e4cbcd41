import { IdenfyError } from './idenfy.error.js';

/** One thing that is wrong with what the caller sent. */
export interface FieldProblem {
  /** Name of the field, or `body`. */
  field: string;
  /** What is expected; never echoes the value. */
  message: string;
}

/** What {@link IdenfyValidationError} is made of. */
export interface IdenfyValidationErrorOptions extends FieldProblem {
  identifier?: string;
  /** Everything that is wrong, when it is more than the first. */
  problems?: readonly FieldProblem[];
}

/** What the caller sent breaks a rule; nothing was sent to iDenfy. */
export class IdenfyValidationError extends IdenfyError {
  /** Everything that is wrong, the first included. */
  readonly problems: readonly FieldProblem[];

  constructor({ field, message, identifier, problems }: IdenfyValidationErrorOptions) {
    super(message, { httpStatus: 400, retryable: false, actor: 'user', field, identifier });
    this.problems = problems ?? [{ field, message }];
  }

  override get name() {
    return 'IdenfyValidationError' as const;
  }
}
