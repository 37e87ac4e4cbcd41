import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { CLIENT_ID_PATTERN } from '../../contract/token-field-rules.js';
import { IdenfyValidationError } from '../../errors/idenfy-validation.error.js';
import type { IdenfyHttpRequest } from '../access/http-request.js';

const FORMS = {
  clientId: CLIENT_ID_PATTERN,
  /** Name of a file: a step (`FRONT`, `UTILITY_BILL`), or whatever name the host gave to a step of its own. */
  name: /^[\w-]{1,64}$/,
  /** Number of a row. */
  id: /^[1-9]\d{0,17}$/,
} as const;

/** A part of the path, in place of `@Param()`. What cannot be one is refused with 400. */
export const PathPart = createParamDecorator(
  (part: keyof typeof FORMS, context: ExecutionContext): string => {
    const value = context.switchToHttp().getRequest<IdenfyHttpRequest>().params[part];
    if (value === undefined || !FORMS[part].test(value)) {
      throw new IdenfyValidationError({ field: part, message: `Field '${part}' is not written like one.` });
    }
    return value;
  },
);
