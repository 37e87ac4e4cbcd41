import { IdenfyError } from './idenfy.error.js';

/** What {@link IdenfyUploadError} is made of. */
export interface IdenfyUploadErrorOptions {
  /** 413 too large, 400 not readable, 422 readable but not what the document type needs. */
  httpStatus: 400 | 413 | 422;
  /** What is wrong, without quoting what was uploaded. */
  message: string;
  /** Key of the picture, or name of the field. */
  field?: string;
  identifier?: string;
}

/** An upload for direct processing is refused by our own checks; nothing was sent. */
export class IdenfyUploadError extends IdenfyError {
  constructor({ message, ...facts }: IdenfyUploadErrorOptions) {
    super(message, { ...facts, retryable: false, actor: 'user' });
  }

  override get name() {
    return 'IdenfyUploadError' as const;
  }
}
