import type { Attention, VerificationStatus } from '@nestjs-idenfy/contract';
import {
  Column,
  CreateDateColumn,
  Entity,
  PrimaryColumn,
  UpdateDateColumn,
  type ValueTransformer,
  VersionColumn,
} from 'typeorm';
import { NamedIndex } from './named-index.js';

/** For bigint columns whose values stay below 2^53: pg hands bigints over as strings. */
const bigintAsNumber: ValueTransformer = {
  from: (value: string | null) => (value === null ? null : Number(value)),
  to: (value: number | null) => value,
};

/** One verification: one attempt of a person at being verified, what was asked of iDenfy and what is known of the outcome. */
@Entity('idenfy_verification')
@NamedIndex('uq_idenfy_verification_scan_ref', ['account', 'scanRef'], { unique: true })
@NamedIndex('uq_idenfy_verification_live', ['account', 'clientId'], {
  unique: true,
  where: 'closed_at IS NULL AND reopened_at IS NULL',
})
@NamedIndex('ix_idenfy_verification_reopened', ['account', 'clientId'], {
  where: 'closed_at IS NULL AND reopened_at IS NOT NULL',
})
@NamedIndex('ix_idenfy_verification_client', ['account', 'clientId', 'createdAt'])
@NamedIndex('ix_idenfy_verification_newest', ['createdAt', 'id'])
@NamedIndex('ix_idenfy_verification_deadline', ['deadlineAt'], { where: 'deadline_at IS NOT NULL' })
@NamedIndex('ix_idenfy_verification_status', ['status', 'createdAt', 'id'])
@NamedIndex('ix_idenfy_verification_attention', ['createdAt', 'id'], { where: `attention <> '{}'::text[]` })
@NamedIndex('ix_idenfy_verification_ends', ['verifiedUntil', 'id'], {
  where:
    'verified_until IS DISTINCT FROM ended_until AND renewal_noticed_until IS DISTINCT FROM verified_until',
})
@NamedIndex('ix_idenfy_verification_noticed', ['verifiedUntil', 'renewalNoticedDays', 'id'], {
  where: 'verified_until IS DISTINCT FROM ended_until AND renewal_noticed_until = verified_until',
})
@NamedIndex('ix_idenfy_verification_retention', ['account', 'closedAt'], {
  where: 'erased_at IS NULL AND closed_at IS NOT NULL',
})
export class IdenfyVerification {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { default: 'default' })
  account!: string;

  /** iDenfy's id of the session; null until `/token` has answered. */
  @Column('text', { name: 'scan_ref', nullable: true })
  scanRef!: string | null;

  /** The host's id of the person, as sent to iDenfy. A keyed hash once erased. */
  @Column('text', { name: 'client_id' })
  clientId!: string;

  @Column('text', { name: 'external_ref', nullable: true })
  externalRef!: string | null;

  @Column('text', { default: 'STARTING' })
  status!: VerificationStatus;

  /** Whether iDenfy announced no further review. A final result may still be corrected. */
  @Column('boolean', { default: false })
  final!: boolean;

  /** Rank of the status report that `status` comes from: see `rankOf()`. */
  @Column('bigint', { default: 0, transformer: bigintAsNumber })
  rank!: number;

  /**
   * Automatic decision time of the newest resubmission that awaits review. While it is later than the verdict, the
   * verdict is under review: see `isUnderReview()`.
   */
  @Column('timestamptz', { name: 'resubmitted_at', nullable: true })
  resubmittedAt!: Date | null;

  @Column('text', { name: 'fraud_tags', array: true, default: '{}' })
  fraudTags!: string[];

  @Column('text', { name: 'mismatch_tags', array: true, default: '{}' })
  mismatchTags!: string[];

  @Column('text', { name: 'auto_document', nullable: true })
  autoDocument!: string | null;

  @Column('text', { name: 'auto_face', nullable: true })
  autoFace!: string | null;

  @Column('text', { name: 'manual_document', nullable: true })
  manualDocument!: string | null;

  @Column('text', { name: 'manual_face', nullable: true })
  manualFace!: string | null;

  /**
   * What the session asked iDenfy to check, by `/token`'s answer: `document`, `face`, switches such as `checkAml`, and
   * `additionalSteps.` with the name of a step. Empty where the answer never arrived here.
   */
  @Column('text', { name: 'checks_asked', array: true, default: '{}' })
  checksAsked!: string[];

  /** Those of `checksAsked` that came back clean with the signed result. */
  @Column('text', { name: 'checks_clean', array: true, default: '{}' })
  checksClean!: string[];

  /** Rank of the signed result that `checksClean` comes from: see `rankOf()`. */
  @Column('bigint', { name: 'checks_rank', default: 0, transformer: bigintAsNumber })
  checksRank!: number;

  /**
   * When iDenfy's last final verdict arrived; the start of the session where it was only looked up, because `/status` does not
   * tell when it was reached.
   */
  @Column('timestamptz', { name: 'verdict_at', nullable: true })
  verdictAt!: Date | null;

  /** The `verifiedUntil` whose end was recorded, as that of the approval or as one that no longer mattered. */
  @Column('timestamptz', { name: 'ended_until', nullable: true })
  endedUntil!: Date | null;

  /** The `verifiedUntil` before which `@OnRenewalDue()` handlers were last called. */
  @Column('timestamptz', { name: 'renewal_noticed_until', nullable: true })
  renewalNoticedUntil!: Date | null;

  /** The fewest days before that end for which they were called. */
  @Column('integer', { name: 'renewal_noticed_days', nullable: true })
  renewalNoticedDays!: number | null;

  /** The host's decision on a SUSPECTED result. It stands beside iDenfy's status and never replaces it. */
  @Column('text', { nullable: true })
  decision!: 'ACCEPTED' | 'REJECTED' | null;

  @Column('text', { name: 'decision_by', nullable: true })
  decisionBy!: string | null;

  @Column('timestamptz', { name: 'decision_at', nullable: true })
  decisionAt!: Date | null;

  /**
   * Why, in clear, where an earlier state of this version recorded the decision. Never written, and emptied together with the decision or
   * by the next one: new reasons stand sealed in `idenfy_free_text`, and their digest in the line of history of the decision.
   */
  @Column('text', { name: 'decision_reason', nullable: true })
  plainDecisionReason!: string | null;

  /**
   * Whether a decision needs a second person: what the option `decisions.fourEyes` answered to the first one. Null before, and
   * where the option was not set.
   */
  @Column('boolean', { name: 'four_eyes', nullable: true })
  fourEyes!: boolean | null;

  /** The proposed decision that waits for a second person. */
  @Column('uuid', { name: 'proposal_id', nullable: true })
  proposalId!: string | null;

  /** Grows when the verdict, the tags, the decision or the proposal changes, and at no other time. */
  @Column('integer', { name: 'case_version', default: 1 })
  caseVersion!: number;

  /** State of the images sent to `/process`; `unknown` when iDenfy's answer was lost. Null before. */
  @Column('text', { nullable: true })
  submission!: 'sending' | 'accepted' | 'refused' | 'unknown' | null;

  /** When the person's part was done: iDenfy accepted the images, or the first result arrived. */
  @Column('timestamptz', { name: 'submitted_at', nullable: true })
  submittedAt!: Date | null;

  /** When the person reported to be back from iDenfy's page; only moves the deadline forward. */
  @Column('timestamptz', { name: 'returned_at', nullable: true })
  returnedAt!: Date | null;

  /** Staff id of the member of staff who works on it. */
  @Column('text', { nullable: true })
  assignee!: string | null;

  /** Why staff should look at this verification; each reason is settled by itself. Empty when there is none. */
  @Column('text', { array: true, default: '{}' })
  attention!: Attention[];

  /** When a lookup is due if no result arrives before; null once nothing more is expected. */
  @Column('timestamptz', { name: 'deadline_at', nullable: true })
  deadlineAt!: Date | null;

  /** Lookups made since the last new status report. */
  @Column('integer', { default: 0 })
  lookups!: number;

  /** Consecutive lookups that iDenfy did not answer. */
  @Column('integer', { default: 0 })
  unanswered!: number;

  /** Until when other processes leave the overdue row to the one that looks it up. */
  @Column('timestamptz', { name: 'lookup_leased_until', nullable: true, select: false })
  lookupLeasedUntil!: Date | null;

  @Column('timestamptz', { name: 'looked_up_at', nullable: true })
  lookedUpAt!: Date | null;

  /** When `/data` was last asked for. */
  @Column('timestamptz', { name: 'data_asked_at', nullable: true })
  dataAskedAt!: Date | null;

  /** When `/files` was last asked for new links of evidence. */
  @Column('timestamptz', { name: 'files_asked_at', nullable: true, select: false })
  filesAskedAt!: Date | null;

  /** Encrypted. iDenfy's `authToken`, kept until the verification is closed. */
  @Column('bytea', { name: 'auth_token', nullable: true, select: false })
  authToken!: Buffer | null;

  /** Encrypted, because it contains the token. iDenfy's `redirectUrl`. */
  @Column('bytea', { name: 'redirect_url', nullable: true, select: false })
  redirectUrl!: Buffer | null;

  /** Encrypted. The code for iDenfy's mobile app, when `generateDigitString` was requested. */
  @Column('bytea', { name: 'digit_string', nullable: true, select: false })
  digitString!: Buffer | null;

  /** Encrypted. Data extracted from the document; only with `keep: 'data'` or `'evidence'`. */
  @Column('bytea', { name: 'personal_data', nullable: true, select: false })
  personalData!: Buffer | null;

  /** Encrypted. What the host claimed about the person; only with `keep: 'data'` or `'evidence'`. */
  @Column('bytea', { nullable: true, select: false })
  claims!: Buffer | null;

  /** Encrypted. Hits of the anti-money-laundering check, without names. */
  @Column('bytea', { name: 'aml_hits', nullable: true, select: false })
  amlHits!: Buffer | null;

  /** When staff last asked the person for more information; null when no request is open. */
  @Column('timestamptz', { name: 'information_requested_at', nullable: true })
  informationRequestedAt!: Date | null;

  /** When that request ends. */
  @Column('timestamptz', { name: 'information_until', nullable: true })
  informationUntil!: Date | null;

  /** Encrypted, because it contains a token. Where the person answers it. */
  @Column('bytea', { name: 'information_url', nullable: true })
  informationUrl!: Buffer | null;

  /** iDenfy's `tokenType`: it decides which images `/process` needs. */
  @Column('text', { name: 'token_type', nullable: true })
  tokenType!: string | null;

  /** The country that the session was started for; null where none or several were requested. Counted in the overview. */
  @Column('text', { name: 'requested_country', nullable: true })
  requestedCountry!: string | null;

  /** The document type that was requested, alike. */
  @Column('text', { name: 'requested_document', nullable: true })
  requestedDocument!: string | null;

  /** The level that was requested, alike. */
  @Column('text', { name: 'requested_level', nullable: true })
  requestedLevel!: string | null;

  @Column('boolean', { name: 'driver_license_back', default: false })
  driverLicenseBack!: boolean;

  /** Names of the additional steps of the session, such as `UTILITY_BILL`. */
  @Column('text', { name: 'additional_steps', array: true, default: '{}' })
  additionalSteps!: string[];

  /** When the token expires if it is not used. */
  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  /** How long the person may take after opening iDenfy's page, in seconds. */
  @Column('integer', { name: 'session_length', nullable: true })
  sessionLength!: number | null;

  /** Identifier of the error that the start failed with, of iDenfy or of this library; null if it did not fail. */
  @Column('text', { name: 'start_error', nullable: true })
  startError!: string | null;

  /** Until when an approval holds: expiry of the document, or the host's rule `verifiedUntil`. Null: no end is known. */
  @Column('timestamptz', { name: 'verified_until', nullable: true })
  verifiedUntil!: Date | null;

  @Column('text', { name: 'started_by' })
  startedBy!: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @UpdateDateColumn({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;

  /** When that part last changed which the person may see; it does not move while an outcome is undecided. */
  @Column('timestamptz', { name: 'visible_at', default: () => 'now()' })
  visibleAt!: Date;

  /** When the verification was closed; null while it is open, and again after a correction to an undecided status. */
  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  /** When a status report last reopened the closed verification. Another one may be live beside it from then on. */
  @Column('timestamptz', { name: 'reopened_at', nullable: true })
  reopenedAt!: Date | null;

  @Column('timestamptz', { name: 'erased_at', nullable: true })
  erasedAt!: Date | null;

  @VersionColumn({ default: 1 })
  version!: number;

  /** Events in its history: the position of the last one in its chain. */
  @Column('integer', { name: 'history_length', default: 0 })
  historyLength!: number;

  /** HMAC of the last event; null while there is none. */
  @Column('text', { name: 'history_mac', nullable: true })
  historyMac!: string | null;
}
