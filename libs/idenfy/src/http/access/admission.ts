import type { IdenfyVerification } from '../../verification/entities/verification.entity.js';
import type { IdenfyCaller } from './caller.js';

/** What the guard found out about a request that it let in. */
export interface Admission {
  readonly caller: IdenfyCaller;
  /** The verification that `:scanRef` names, on routes that have it. */
  readonly verification: IdenfyVerification | undefined;
}

const admissions = new WeakMap<object, Admission>();

/** Remembers the admission for as long as the request lives. */
export function admit(request: object, admission: Admission): void {
  admissions.set(request, admission);
}

export function admissionOf(request: object): Admission {
  const admission = admissions.get(request);
  if (!admission) {
    throw new Error('This route has not passed IdenfyAccessGuard.');
  }
  return admission;
}
