import { OVERALL_STATUSES, type OverallStatus } from './status.js';

/** The statuses of a verification in `nestjs-idenfy` besides iDenfy's nine. */
export const OWN_STATUSES = ['STARTING', 'START_FAILED', 'CANCELLED', 'UNKNOWN'] as const;

/**
 * `STARTING`: the row is committed, `/token` has not answered. `START_FAILED`: iDenfy refused, see `startError`.
 * `CANCELLED`: the person cancelled, or staff replaced the verification. `UNKNOWN`: the answer to `/token` was lost.
 */
export type OwnStatus = (typeof OWN_STATUSES)[number];

/** Every status of a verification in `nestjs-idenfy` that this version knows: iDenfy's first. */
export const VERIFICATION_STATUSES = [...OVERALL_STATUSES, ...OWN_STATUSES] as const;

/** iDenfy's nine overall statuses, open for new ones, and those of `nestjs-idenfy`. */
export type VerificationStatus = OwnStatus | OverallStatus;

/** Why staff should look at a verification. */
export const ATTENTIONS = [
  /** Two status reports of equal rank name different verdicts; the more cautious one stands. */
  'CONFLICT',
  /** A webhook named another `clientId` than the one the verification was started for. */
  'CLIENT_MISMATCH',
  /** A webhook was delivered again more than 15 minutes later, when the verdict had changed. */
  'LATE_DUPLICATE',
  /** A final result contradicts the host's decision, which was cleared. */
  'DECISION_OVERTAKEN',
  /** iDenfy reported an overall status that this version does not know. */
  'UNKNOWN_STATUS',
  /** No result arrived, and lookups did not settle the verification. */
  'OVERDUE',
  /** The answer to `/token` was lost, and several of iDenfy's sessions could be the one. */
  'AMBIGUOUS_START',
  /** The answer to `/token` was lost; the session was found again, but its token is not known here. */
  'TOKEN_LOST',
  /** The answer to `/process` was lost: whether the images arrived is unknown. */
  'SUBMISSION_UNKNOWN',
  /** iDenfy reported a document expiry that cannot be read. */
  'UNREADABLE_EXPIRY',
  /** iDenfy has not confirmed within 30 days that it erased its data. */
  'ERASURE_FAILED',
] as const;

/** One of {@link ATTENTIONS}. */
export type Attention = (typeof ATTENTIONS)[number];

/**
 * Why a verification waits for staff. `DECISION`: a suspicion is undecided. `SECOND_PERSON`: a proposed decision waits for
 * another person. The others are those of `attention`; `OVERDUE` among them is a review at iDenfy that did not end.
 */
export const CASE_REASONS = ['DECISION', 'SECOND_PERSON', ...ATTENTIONS] as const;

/** One of {@link CASE_REASONS}. */
export type CaseReason = (typeof CASE_REASONS)[number];

/** The kinds of work in the queue. Each reason belongs to one of them; `ATTENTION` stands for those that are no kind. */
export const CASE_KINDS = ['DECISION', 'SECOND_PERSON', 'ATTENTION', 'OVERDUE'] as const;

/** One of {@link CASE_KINDS}. */
export type CaseKind = (typeof CASE_KINDS)[number];

/**
 * `received`: to be applied. `waiting`: its session is not known yet. `applied`: done. `orphan`: its session did not
 * become known in time; staff can see it. `unreadable`: signed, but not a webhook that can be read. `dead`: given up after ten
 * attempts that failed of its own fault; staff can retry it. `dropped`: staff gave it up, until it is delivered again.
 */
export const WEBHOOK_STATES = [
  'received',
  'waiting',
  'applied',
  'orphan',
  'unreadable',
  'dead',
  'dropped',
] as const;

/** One of {@link WEBHOOK_STATES}. */
export type WebhookState = (typeof WEBHOOK_STATES)[number];
