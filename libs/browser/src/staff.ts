export type { FollowOptions } from './follow.js';
export type { CallOptions, Session, StartFields } from './idenfy-client.js';
export { createIdenfyStaffClient, type IdenfyStaffClient } from './idenfy-staff-client.js';
export { IdenfyRequestError } from './request-error.js';
export type { HeadersReason, IdenfyConnection, IdenfyHeaders } from './rest.js';
export type { WakeUps } from './wake-ups.js';
export type { CaseCalls } from './staff/case-calls.js';
export type { OperationCalls } from './staff/operation-calls.js';
export type { PersonCalls, StaffStanding } from './staff/person-calls.js';
export type { QueueCalls, QueueChange } from './staff/queue-calls.js';
export type {
  AuditedCallOptions,
  DecisionCallOptions,
  Page,
  PageQuery,
  ReasonedCallOptions,
  StaffCallOptions,
  StaffVerification,
} from './staff/staff-call.js';
export type { VerificationCalls } from './staff/verification-calls.js';
