import { IdenfyApiError } from '../../errors/idenfy-api.error.js';
import { IdenfyConflictError } from '../../errors/idenfy-conflict.error.js';
import { IdenfyThrottledError } from '../../errors/idenfy-throttled.error.js';
import type { IdenfyError } from '../../errors/idenfy.error.js';
import { endOfLostSession } from '../deadline.js';
import type { IdenfyVerification } from '../entities/verification.entity.js';
import type { Opening } from './attempts.js';

/** Whether the person's part is over: there is nothing to resume, only a result to wait for. */
export function isSubmitted({ status, submittedAt, submission }: IdenfyVerification): boolean {
  if (submission !== null && submission !== 'refused') return true;
  return submittedAt !== null || !['STARTING', 'ACTIVE', 'UNKNOWN'].includes(status);
}

/** iDenfy's identifier where it gave one. */
export function reasonOf(error: IdenfyError): string {
  if (error.identifier !== null) return error.identifier;
  return error instanceof IdenfyApiError ? `HTTP_${error.status}` : error.name;
}

/** Why a live session cannot be handed back, and when it no longer stands in the way. */
export function unrecoverable(live: IdenfyVerification, now: Date): IdenfyConflictError {
  // a session that nobody can enter is over as soon as its token is; one that somebody may be in, when it was due
  const entered = live.status === 'ACTIVE' && live.attention !== 'TOKEN_LOST';
  const until = entered ? live.deadlineAt : live.expiresAt && endOfLostSession(live.expiresAt);
  const seconds = until === null ? 60 : Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1_000));
  return new IdenfyConflictError({ identifier: 'SESSION_UNRECOVERABLE', retryAfterSeconds: seconds });
}

/** Why a person may not start now. */
export function refusal({ refused, again }: Opening, now: Date): IdenfyThrottledError | IdenfyConflictError {
  if (refused === 'ATTEMPTS') return new IdenfyConflictError({ identifier: 'ATTEMPTS_EXHAUSTED' });
  const seconds = again === null ? 60 : Math.max(1, Math.ceil((again.getTime() - now.getTime()) / 1_000));
  return new IdenfyThrottledError({ retryAfterSeconds: seconds });
}
