import { IdenfyError } from './idenfy.error.js';

/** What {@link IdenfyForbiddenError} is made of. */
export interface IdenfyForbiddenErrorOptions {
  /** Name of the field that is not the caller's to set. */
  field?: string;
  /** @default a sentence about the field, or about the caller */
  message?: string;
}

/** We know the caller, and this is not theirs to do or to set. */
export class IdenfyForbiddenError extends IdenfyError {
  constructor({ field, message }: IdenfyForbiddenErrorOptions = {}) {
    super(message ?? sentenceFor(field), { httpStatus: 403, retryable: false, actor: 'user', field });
  }

  override get name() {
    return 'IdenfyForbiddenError' as const;
  }
}

function sentenceFor(field: string | undefined): string {
  return field === undefined ? 'You may not do this.' : `Field '${field}' is not yours to set.`;
}
