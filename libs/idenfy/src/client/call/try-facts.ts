import type { Operation } from '../../contract/operation.js';
import type { CallEnd } from './call-scope.js';

/** What has to be known of a try to say what its end means. */
export interface TryFacts {
  readonly operation: Operation<unknown, unknown>;
  /** Tries of the call so far, this one included. */
  readonly attempts: number;
  /** Whether an earlier try of the same call may have done the work. */
  readonly inDoubt: boolean;
  /** Why the whole call ended, if it did. */
  readonly ended: CallEnd | undefined;
  /** How long the call may still wait for another try, in milliseconds. */
  readonly patienceMs: number;
  readonly now: Date;
  /** How long to wait before another try, unless iDenfy says otherwise. */
  readonly backoffMs: number;
  readonly defaultedFields: readonly string[];
}
