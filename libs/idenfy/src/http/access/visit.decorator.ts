import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { IdenfyVerification } from '../../verification/entities/verification.entity.js';
import { accessReasonOf } from './access-reason.js';
import { admissionOf } from './admission.js';
import { isStaff } from './caller.js';
import type { IdenfyHttpRequest } from './http-request.js';
import { isReason } from './reason.js';

/** Who of the staff is at a verification, and why: what the audit is told. */
export interface StaffVisit {
  readonly verification: IdenfyVerification;
  readonly staffId: string;
  readonly reason: string | undefined;
}

/** The visit that a staff route with a `:scanRef` is. */
export const Visit = createParamDecorator((_: undefined, context: ExecutionContext): StaffVisit => {
  const request = context.switchToHttp().getRequest<IdenfyHttpRequest>();
  const { caller, verification } = admissionOf(request);
  if (!verification || !isStaff(caller)) {
    throw new Error('This is no staff route with a :scanRef.');
  }
  const reason = accessReasonOf(request);
  return { verification, staffId: caller.id, reason: isReason(reason) ? reason : undefined };
});
