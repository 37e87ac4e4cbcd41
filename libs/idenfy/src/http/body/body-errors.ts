import { IdenfyConfigurationError } from '../../errors/configuration.error.js';
import { IdenfyUploadError, IdenfyValidationError } from '../../errors/refusal.errors.js';

const field = 'body';

/** 413, by the announced or the real length. */
export function bodyTooLarge(maxBytes: number): IdenfyUploadError {
  return new IdenfyUploadError({
    httpStatus: 413,
    message: `The body is larger than ${maxBytes} bytes.`,
    field,
  });
}

/** 408: the sender is too slow. */
export function bodyTooSlow(): IdenfyUploadError {
  return new IdenfyUploadError({ httpStatus: 408, message: 'The body did not arrive in time.', field });
}

/** 400: the connection ended first. Usually there is no one left to read this. */
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

/** 415: the route does not accept the content type. */
export function bodyOfOtherType(expected: string): IdenfyUploadError {
  return new IdenfyUploadError({ httpStatus: 415, message: `The body must be sent as ${expected}.`, field });
}

/** 400 about the body as a whole. */
export function bodyInvalid(message: string): IdenfyValidationError {
  return new IdenfyValidationError({ field, message });
}

/** Not the caller's fault: another parser has read the body and kept nothing. */
export function bodyReadBefore(): IdenfyConfigurationError {
  return new IdenfyConfigurationError({
    option: 'controllers',
    hint: 'something read the body of one of our routes first; mount it after the module, or let it keep the bytes as a Buffer in request.rawBody',
  });
}
