import type { ExecutionContext } from '@nestjs/common';
import type { IdenfyVerification } from '../../database/entities/verification.entity.js';
import { createUnpipedParam } from '../unpiped-param.js';
import { accessReasonOf, isReason } from './access-reason.js';
import { type IdenfyCaller, isStaff } from './caller.js';
import type { IdenfyHttpRequest } from './idenfy-access.js';

/** What the access guard establishes about a request. */
export interface AccessContext {
  readonly caller: IdenfyCaller;
  /** The verification of `:scanRef`, on routes that have it. */
  readonly verification: IdenfyVerification | undefined;
}

const contexts = new WeakMap<object, AccessContext>();

/** Keeps the context for the lifetime of the request. */
export function setAccessContext(request: object, context: AccessContext): void {
  contexts.set(request, context);
}

/** Keeps the context without its verification, which a request that lasts for hours needs only at its start. */
export function forgetVerification(request: object): void {
  const context = contexts.get(request);
  if (context) contexts.set(request, { caller: context.caller, verification: undefined });
}

/** The caller, as the access policy identified them. */
export const Caller = createUnpipedParam(
  (_: undefined, context: ExecutionContext) => accessContextOf(requestOf(context)).caller,
);

/** The verification of `:scanRef`. The access guard has found it, and the caller may see it. */
export const CurrentVerification = createUnpipedParam((_: undefined, context: ExecutionContext) => {
  const { verification } = accessContextOf(requestOf(context));
  if (!verification) {
    throw new Error('This route has no :scanRef.');
  }
  return verification;
});

/** Which member of staff accesses which verification, and why: what the audit records. */
export interface VerificationAccess {
  readonly verification: IdenfyVerification;
  readonly staffId: string;
  readonly reason: string | undefined;
}

/** The `VerificationAccess` of a staff route with a `:scanRef`. */
export const StaffAccess = createUnpipedParam(
  (_: undefined, context: ExecutionContext): VerificationAccess => {
    const request = requestOf(context);
    const { caller, verification } = accessContextOf(request);
    if (!verification || !isStaff(caller)) {
      throw new Error('This is not a staff route with a :scanRef.');
    }
    return { verification, staffId: caller.id, reason: givenReason(request) };
  },
);

/** The reason that staff give for an act; undefined for a person, without one, and where it is malformed. */
export const GivenReason = createUnpipedParam((_: undefined, context: ExecutionContext) => {
  const request = requestOf(context);
  return isStaff(accessContextOf(request).caller) ? givenReason(request) : undefined;
});

function givenReason(request: IdenfyHttpRequest): string | undefined {
  const reason = accessReasonOf(request);
  return isReason(reason) ? reason : undefined;
}

function accessContextOf(request: object): AccessContext {
  const context = contexts.get(request);
  if (!context) {
    throw new Error('This route has not passed IdenfyAccessGuard.');
  }
  return context;
}

function requestOf(context: ExecutionContext): IdenfyHttpRequest {
  return context.switchToHttp().getRequest<IdenfyHttpRequest>();
}
