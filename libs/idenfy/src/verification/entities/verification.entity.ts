import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
  VersionColumn,
} from 'typeorm';
import type { Attention } from '../attention.js';
import type { VerificationStatus } from '../verification-status.js';
import { bigintAsNumber } from './bigint-as-number.js';

/** One attempt of one person: what we asked iDenfy for, and what is known of the outcome. */
@Entity('idenfy_verification')
@Index('uq_idenfy_verification_scan_ref', ['account', 'scanRef'], { unique: true })
@Index('uq_idenfy_verification_live', ['account', 'clientId'], { unique: true, where: 'closed_at IS NULL' })
@Index('ix_idenfy_verification_client', ['account', 'clientId', 'createdAt'])
@Index('ix_idenfy_verification_newest', ['createdAt', 'id'])
@Index('ix_idenfy_verification_deadline', ['deadlineAt'], { where: 'deadline_at IS NOT NULL' })
export class IdenfyVerification {
  @PrimaryColumn('uuid', {
    primaryKeyConstraintName: 'pk_idenfy_verification',
  })
  id!: string;

  @Column('text', { default: 'default' })
  account!: string;

  /** iDenfy's name for the session; null until `/token` has answered. */
  @Column('text', { name: 'scan_ref', nullable: true })
  scanRef!: string | null;

  /** The host's own name for the person. A keyed hash once erased. */
  @Column('text', { name: 'client_id' })
  clientId!: string;

  @Column('text', { name: 'external_ref', nullable: true })
  externalRef!: string | null;

  @Column('text', { default: 'STARTING' })
  status!: VerificationStatus;

  /** Whether iDenfy announced no further review. A final result may still be corrected. */
  @Column('boolean', { default: false })
  final!: boolean;

  /** How much weight the word behind `status` has: see `rankOf()`. */
  @Column('bigint', { default: 0, transformer: bigintAsNumber })
  rank!: number;

  /**
   * Automatic decision time of the newest resubmission that awaits review. While it is newer than the verdict,
   * the verdict is under review: see `isUnderReview()`.
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

  /** The host's own word on a SUSPECTED result; it stands beside iDenfy's and never replaces it. */
  @Column('text', { nullable: true })
  decision!: 'ACCEPTED' | 'REJECTED' | null;

  @Column('text', { name: 'decision_by', nullable: true })
  decisionBy!: string | null;

  @Column('timestamptz', { name: 'decision_at', nullable: true })
  decisionAt!: Date | null;

  @Column('text', { name: 'decision_reason', nullable: true })
  decisionReason!: string | null;

  /** What became of the images we sent: `unknown` when iDenfy's answer was lost. */
  @Column('text', { nullable: true })
  submission!: 'sending' | 'accepted' | 'refused' | 'unknown' | null;

  /** When the person's part was over: images accepted, or the first result arrived. */
  @Column('timestamptz', { name: 'submitted_at', nullable: true })
  submittedAt!: Date | null;

  /** When the person said they are back from iDenfy; believed only as a hint for the deadline. */
  @Column('timestamptz', { name: 'returned_at', nullable: true })
  returnedAt!: Date | null;

  /** Why a human should look at this, or null. */
  @Column('text', { nullable: true })
  attention!: Attention | null;

  /** When a look-up is due if nothing was heard; null once nothing more is expected. */
  @Column('timestamptz', { name: 'deadline_at', nullable: true })
  deadlineAt!: Date | null;

  /** Look-ups made since the last word from iDenfy. */
  @Column('integer', { default: 0 })
  lookups!: number;

  /** Look-ups in a row to which iDenfy had no answer at all. */
  @Column('integer', { default: 0 })
  unanswered!: number;

  @Column('timestamptz', { name: 'looked_up_at', nullable: true })
  lookedUpAt!: Date | null;

  /** When `/data` was last asked for. */
  @Column('timestamptz', { name: 'data_asked_at', nullable: true })
  dataAskedAt!: Date | null;

  /** Encrypted. iDenfy's `authToken`, kept only while the session can be resumed. */
  @Column('bytea', { name: 'auth_token', nullable: true, select: false })
  authToken!: Buffer | null;

  /** Encrypted. `redirectUrl` as iDenfy gave it (it holds the token). */
  @Column('bytea', { name: 'redirect_url', nullable: true, select: false })
  redirectUrl!: Buffer | null;

  /** Encrypted. The mobile code, when `generateDigitString` was asked for. */
  @Column('bytea', { name: 'digit_string', nullable: true, select: false })
  digitString!: Buffer | null;

  /** Encrypted. Extracted document data; only with `keep: 'data'`. */
  @Column('bytea', { name: 'personal_data', nullable: true, select: false })
  personalData!: Buffer | null;

  /** What of the session decides which images `/process` needs. */
  @Column('text', { name: 'token_type', nullable: true })
  tokenType!: string | null;

  @Column('boolean', { name: 'driver_license_back', default: false })
  driverLicenseBack!: boolean;

  /** Names of further steps the session asks for, e.g. `UTILITY_BILL`. */
  @Column('text', { name: 'additional_steps', array: true, default: '{}' })
  additionalSteps!: string[];

  /** When the unused token ends. */
  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  /** How long the person may take once they opened iDenfy's page, in seconds. */
  @Column('integer', { name: 'session_length', nullable: true })
  sessionLength!: number | null;

  /** iDenfy's identifier (or ours) for why the start failed. */
  @Column('text', { name: 'start_error', nullable: true })
  startError!: string | null;

  /** When the document behind an approval ends, or the host's rule says so. */
  @Column('timestamptz', { name: 'verified_until', nullable: true })
  verifiedUntil!: Date | null;

  @Column('text', { name: 'started_by' })
  startedBy!: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @UpdateDateColumn({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;

  /** When what a person may see last changed; it does not move while an outcome is undecided. */
  @Column('timestamptz', { name: 'visible_at', default: () => 'now()' })
  visibleAt!: Date;

  /** Set once this attempt no longer stands in the way of another. */
  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column('timestamptz', { name: 'erased_at', nullable: true })
  erasedAt!: Date | null;

  @VersionColumn({ default: 1 })
  version!: number;
}
