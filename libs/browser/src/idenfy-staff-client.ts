import { type IdenfyConnection, Rest } from './rest.js';
import { type CaseCalls, caseCalls } from './staff/case-calls.js';
import { type OperationCalls, operationCalls } from './staff/operation-calls.js';
import { type PersonCalls, personCalls } from './staff/person-calls.js';
import { type QueueCalls, queueCalls } from './staff/queue-calls.js';
import { type VerificationCalls, verificationCalls } from './staff/verification-calls.js';

/** The calls of staff. All reject with an `IdenfyRequestError`, or with an `AbortError` after an abort. */
export interface IdenfyStaffClient
  extends VerificationCalls, CaseCalls, QueueCalls, PersonCalls, OperationCalls {}

/** A client for the routes of staff. */
export function createIdenfyStaffClient(connection: IdenfyConnection): IdenfyStaffClient {
  const rest = new Rest(connection);
  return {
    ...verificationCalls(rest),
    ...caseCalls(rest),
    ...queueCalls(rest),
    ...personCalls(rest),
    ...operationCalls(rest),
  };
}
