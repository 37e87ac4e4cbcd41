import { userInfo } from 'node:os';
import { isStaffId } from '../http/access/staff-id.js';
import type { Actor } from '../verification/actor.js';
import { UsageError } from './usage.error.js';

/** Who does it, for the history: whoever `--by` names, else the user of this machine. @throws {UsageError} */
export function actorFrom(by: string | undefined): Actor {
  const id = by ?? userOfThisMachine();
  if (!isStaffId(id)) throw new UsageError('--by must say who you are, in at most 200 characters');
  return { kind: 'staff', id };
}

function userOfThisMachine(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined; // a container may run as a user without a name
  }
}
