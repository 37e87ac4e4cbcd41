import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { admissionOf } from './admission.js';

/** The verification that `:scanRef` names. The guard has found it, and found it to be the caller's to see. */
export const TheVerification = createParamDecorator((_: undefined, context: ExecutionContext) => {
  const { verification } = admissionOf(context.switchToHttp().getRequest<object>());
  if (!verification) {
    throw new Error('This route has no :scanRef.');
  }
  return verification;
});
