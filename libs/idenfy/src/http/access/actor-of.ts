import type { Actor } from '../../verification/actor.js';
import type { IdenfyCaller } from './caller.js';
import { isStaff } from './caller.js';

/** The caller as history names them. */
export function actorOf(caller: IdenfyCaller): Actor {
  return isStaff(caller) ? { kind: 'staff', id: caller.id } : { kind: 'person', id: caller.clientId };
}
