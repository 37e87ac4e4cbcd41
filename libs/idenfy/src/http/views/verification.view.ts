import type { IdenfyVerification } from '../../verification/entities/verification.entity.js';
import type { IdenfyCaller } from '../access/caller.js';
import { isStaff } from '../access/caller.js';
import { PersonVerificationView } from './person-verification.view.js';
import { StaffVerificationView } from './staff-verification.view.js';

/** A verification as this caller may see it. The one projection of GET, list, stream and start. */
export type VerificationView = PersonVerificationView | StaffVerificationView;

export function verificationFor(caller: IdenfyCaller, verification: IdenfyVerification): VerificationView {
  return isStaff(caller) ? new StaffVerificationView(verification) : new PersonVerificationView(verification);
}
