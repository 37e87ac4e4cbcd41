import { IdenfyError } from './idenfy.error.js';

/** What {@link IdenfyUploadError} is made of. */
export interface IdenfyUploadErrorOptions {
  /**
   * 400 not readable, 408 too slow, 413 too large, 415 of a type or encoding we do not take,
   * 422 readable but not what the document type needs.
   */
  httpStatus: 400 | 408 | 413 | 415 | 422;
  /** What is wrong, without quoting what was uploaded. */
  message: string;
  /** Key of the picture, or name of the field. */
  field?: string;
  identifier?: string;
}

/** A body that we read ourselves, above all an upload, is refused by our own checks; nothing was sent to iDenfy. */
export class IdenfyUploadError extends IdenfyError {
  constructor({ message, ...facts }: IdenfyUploadErrorOptions) {
    super(message, { ...facts, retryable: facts.httpStatus === 408, actor: 'user' });
  }

  override get name() {
    return 'IdenfyUploadError' as const;
  }
}
