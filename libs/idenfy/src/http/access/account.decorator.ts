import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { requestedAccount } from './account-of.js';
import { admissionOf } from './admission.js';
import type { IdenfyHttpRequest } from './http-request.js';

/** The iDenfy account the request is about: the caller's own, or the one that staff ask for. */
export const Account = createParamDecorator((_: undefined, context: ExecutionContext): string => {
  const request = context.switchToHttp().getRequest<IdenfyHttpRequest>();
  return requestedAccount(admissionOf(request).caller, request.query['account']) ?? 'default';
});
