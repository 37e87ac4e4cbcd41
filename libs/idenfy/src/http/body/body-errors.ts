import { IdenfyConfigurationError } from '../../errors/idenfy-configuration.error.js';
import { IdenfyUploadError } from '../../errors/idenfy-upload.error.js';
import { IdenfyValidationError } from '../../errors/idenfy-validation.error.js';

const field = 'body';

/** 413, by its announced or its real length. */
export function bodyTooLarge(maxBytes: number): IdenfyUploadError {
  return new IdenfyUploadError({
    httpStatus: 413,
    message: `The body is larger than ${maxBytes} bytes.`,
    field,
  });
}

/** 408: the sender kept us waiting. */
export function bodyTooSlow(): IdenfyUploadError {
  return new IdenfyUploadError({ httpStatus: 408, message: 'The body did not arrive in time.', field });
}

/** 400: the connection ended first. Usually nobody is left to read this. */
export function bodyCutShort(): IdenfyUploadError {
  return new IdenfyUploadError({ httpStatus: 400, message: 'The body ended before it was complete.', field });
}

/** 415: a small compressed body can hide a huge one. */
export function bodyEncoded(): IdenfyUploadError {
  return new IdenfyUploadError({
    httpStatus: 415,
    message: 'The body must be sent without Content-Encoding.',
    field,
  });
}

/** 415: not one of the content types this route takes. */
export function bodyOfOtherType(expected: string): IdenfyUploadError {
  return new IdenfyUploadError({ httpStatus: 415, message: `The body must be sent as ${expected}.`, field });
}

/** 400 about the body as a whole. */
export function bodyInvalid(message: string): IdenfyValidationError {
  return new IdenfyValidationError({ field, message });
}

/** Not the caller's fault: another parser was faster and kept nothing. */
export function bodyReadByOthers(): IdenfyConfigurationError {
  return new IdenfyConfigurationError({
    option: 'controllers',
    mend: 'something read the body of one of our routes first; mount it after the module, or let it keep the bytes as a Buffer in request.rawBody',
  });
}
