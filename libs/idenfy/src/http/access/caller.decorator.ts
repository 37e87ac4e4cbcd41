import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { admissionOf } from './admission.js';

/** Who is calling, as the access policy said. */
export const Caller = createParamDecorator(
  (_: undefined, context: ExecutionContext) =>
    admissionOf(context.switchToHttp().getRequest<object>()).caller,
);
