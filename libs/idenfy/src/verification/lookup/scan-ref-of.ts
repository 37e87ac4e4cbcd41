import { IdenfyConflictError } from '../../errors/idenfy-conflict.error.js';
import type { IdenfyVerification } from '../entities/verification.entity.js';

/** iDenfy's name for a session that can still be asked about. @throws IdenfyConflictError */
export function scanRefOf({ scanRef, erasedAt }: Pick<IdenfyVerification, 'scanRef' | 'erasedAt'>): string {
  if (erasedAt !== null)
    throw new IdenfyConflictError({ identifier: 'ERASED', message: 'The verification was erased.' });
  if (scanRef !== null) return scanRef;
  throw new IdenfyConflictError({
    identifier: 'SESSION_UNRECOVERABLE',
    message: 'iDenfy has not named a session for this verification.',
  });
}
