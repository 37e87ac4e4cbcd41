import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ATTENTIONS } from '@nestjs-idenfy/contract';
import { printedWithout } from '../../errors/hidden-properties.js';
import type { IdenfyVerification } from '../../database/entities/verification.entity.js';
import {
  type Hint,
  HINTS,
  hints,
  isUnderReview,
  NEXT_STEPS,
  type NextStep,
  nextStep,
  personStatus,
} from '../../verifications/person-view.js';
import { IdenfyVerifications } from '../../verifications/idenfy-verifications.js';
import { type IdenfyCaller, isStaff } from '../access/caller.js';

/** A verification as its caller may see it: the one projection of GET, list, stream and start. */
export type VerificationView = PersonVerificationView | StaffVerificationView;

/** The status of a verification as its caller may see it. */
export function statusFor(caller: IdenfyCaller, verification: IdenfyVerification): string {
  return isStaff(caller) ? verification.status : personStatus(verification).status;
}

/** Shows verifications, with what stands sealed beside their rows. */
@Injectable()
export class VerificationViews {
  constructor(private readonly verifications: IdenfyVerifications) {}

  /** As its caller may see it. */
  async of(caller: IdenfyCaller, verification: IdenfyVerification): Promise<VerificationView> {
    if (isStaff(caller)) return this.forStaff(verification);
    return this.forPerson(verification);
  }

  /** As their caller may see them; reasons are read at once. */
  async list(
    caller: IdenfyCaller,
    verifications: readonly IdenfyVerification[],
  ): Promise<VerificationView[]> {
    if (!isStaff(caller)) return verifications.map((verification) => this.forPerson(verification));
    const reasons = await this.verifications.decisionReasons(verifications);
    return verifications.map(
      (verification, index) => new StaffVerificationView(verification, reasons[index] ?? null),
    );
  }

  forPerson(verification: IdenfyVerification): PersonVerificationView {
    return new PersonVerificationView(verification, this.verifications.continueUrl(verification));
  }

  async forStaff(verification: IdenfyVerification): Promise<StaffVerificationView> {
    const [reason = null] = await this.verifications.decisionReasons([verification]);
    return new StaffVerificationView(verification, reason);
  }
}

/**
 * A verification as the person it is about may see it: no tags, no reasons, and an undecided suspicion looks like any
 * other review, because telling people that they are under suspicion may be an offence.
 */
@ApiSchema({ name: 'IdenfyPersonVerificationView' })
export class PersonVerificationView {
  @ApiProperty({ type: String, nullable: true, description: 'Null until iDenfy has answered.' })
  readonly scanRef: string | null;

  @ApiProperty({ type: String, example: 'REVIEWING' })
  readonly status: string;

  @ApiProperty({ description: 'Whether no further change is expected.' })
  readonly final: boolean;

  @ApiProperty({ enum: NEXT_STEPS })
  readonly nextStep: NextStep;

  @ApiPropertyOptional({
    enum: HINTS,
    isArray: true,
    description: 'What to do better with the next images.',
  })
  readonly hints?: readonly Hint[];

  @ApiPropertyOptional({
    type: String,
    format: 'uri',
    example: 'https://ui.idenfy.com/?authToken=3FA5TFPA2ZE3LMPGGS1EGOJNJE',
    description: 'Where to go on, when the service has asked for more information: open it as a page.',
  })
  readonly continueUrl?: string;

  @ApiPropertyOptional({ type: Date, description: 'When `continueUrl` ends.' })
  readonly continueUntil?: Date;

  @ApiProperty({ type: Date })
  readonly createdAt: Date;

  @ApiProperty({ type: Date, nullable: true, description: "When the person's part ended." })
  readonly submittedAt: Date | null;

  @ApiProperty({ type: Date, description: 'When one of these fields last changed.' })
  readonly updatedAt: Date;

  constructor(verification: IdenfyVerification, continueUrl: string | null = null) {
    const { status, final } = personStatus(verification);
    const imageHints = [...new Set(hints(verification))];
    this.scanRef = verification.scanRef;
    this.status = status;
    this.final = final;
    this.nextStep = nextStep(verification);
    if (imageHints.length > 0) {
      this.hints = imageHints;
    }
    if (continueUrl !== null && verification.informationUntil !== null) {
      this.continueUrl = continueUrl;
      this.continueUntil = verification.informationUntil;
      // the host's interceptors and loggers see this object too
      printedWithout<PersonVerificationView>(this, ['continueUrl']);
    }
    this.createdAt = verification.createdAt;
    this.submittedAt = verification.submittedAt;
    this.updatedAt = verification.visibleAt;
  }
}

const Text = () => ApiProperty({ type: String, nullable: true });
const Time = () => ApiProperty({ type: Date, nullable: true });
const Texts = () => ApiProperty({ type: [String] });

/** The columns that staff see unchanged. It is a list of what may be shown: a column is secret until it is named here. */
const SHOWN = [
  'id',
  'account',
  'scanRef',
  'clientId',
  'externalRef',
  'status',
  'final',
  'attention',
  'fraudTags',
  'mismatchTags',
  'autoDocument',
  'autoFace',
  'manualDocument',
  'manualFace',
  'checksAsked',
  'checksClean',
  'verdictAt',
  'decision',
  'decisionBy',
  'decisionAt',
  'assignee',
  'fourEyes',
  'proposalId',
  'caseVersion',
  'submission',
  'submittedAt',
  'returnedAt',
  'informationRequestedAt',
  'informationUntil',
  'deadlineAt',
  'lookups',
  'lookedUpAt',
  'tokenType',
  'additionalSteps',
  'expiresAt',
  'sessionLength',
  'startError',
  'verifiedUntil',
  'startedBy',
  'createdAt',
  'updatedAt',
  'closedAt',
  'erasedAt',
  'version',
] as const satisfies readonly (keyof IdenfyVerification)[];

type Shown = Pick<IdenfyVerification, (typeof SHOWN)[number]>;

/** A verification as staff see it: everything but secrets and extracted data. */
@ApiSchema({ name: 'IdenfyStaffVerificationView' })
export class StaffVerificationView implements Shown {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() account!: string;
  @Text() scanRef!: string | null;
  @ApiProperty() clientId!: string;
  @Text() externalRef!: string | null;
  @ApiProperty({ type: String, example: 'SUSPECTED', description: "iDenfy's status." })
  status!: Shown['status'];
  @ApiProperty({ description: 'Whether iDenfy announced no further review.' }) final!: boolean;
  @ApiProperty({ description: 'Whether a resubmission newer than the verdict is under review.' })
  underReview: boolean;
  @ApiProperty({ enum: ATTENTIONS, isArray: true, description: 'Why staff should look at it.' })
  attention!: Shown['attention'];
  @Texts() fraudTags!: string[];
  @Texts() mismatchTags!: string[];
  @Text() autoDocument!: string | null;
  @Text() autoFace!: string | null;
  @Text() manualDocument!: string | null;
  @Text() manualFace!: string | null;
  @ApiProperty({
    type: [String],
    example: ['document', 'face', 'checkAml'],
    description: 'What the session asked for.',
  })
  checksAsked!: string[];
  @ApiProperty({ type: [String], description: 'Those that came back clean.' }) checksClean!: string[];
  @Time() verdictAt!: Date | null;
  @Text() decision!: Shown['decision'];
  @Text() decisionBy!: string | null;
  @Time() decisionAt!: Date | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null once it was erased.' })
  readonly decisionReason: string | null;
  @Text() assignee!: string | null;
  @ApiProperty({
    type: Boolean,
    nullable: true,
    description: 'Whether a decision needs a second person; null until it was asked.',
  })
  fourEyes!: boolean | null;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The proposed decision that waits for a second person.',
  })
  proposalId!: string | null;
  @ApiProperty({
    type: 'integer',
    description:
      'Grows with verdict, tags, decision and proposal. It is the `ETag`, and what `If-Match` takes.',
  })
  caseVersion!: number;
  @Text() submission!: Shown['submission'];
  @Time() submittedAt!: Date | null;
  @Time() returnedAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true, description: 'When the person was asked for more.' })
  informationRequestedAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true, description: 'When that request ends.' })
  informationUntil!: Date | null;
  @Time() deadlineAt!: Date | null;
  @ApiProperty({ type: 'integer' }) lookups!: number;
  @Time() lookedUpAt!: Date | null;
  @Text() tokenType!: string | null;
  @Texts() additionalSteps!: string[];
  @Time() expiresAt!: Date | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Seconds.' }) sessionLength!: number | null;
  @Text() startError!: string | null;
  @Time() verifiedUntil!: Date | null;
  @ApiProperty() startedBy!: string;
  @ApiProperty({ type: Date }) createdAt!: Date;
  @ApiProperty({ type: Date }) updatedAt!: Date;
  @Time() closedAt!: Date | null;
  @Time() erasedAt!: Date | null;
  @ApiProperty({ type: 'integer' }) version!: number;

  @ApiProperty({ type: PersonVerificationView, description: 'What the person sees.' })
  readonly shownToPerson: PersonVerificationView;

  /** @param decisionReason why it was decided: `IdenfyVerifications.decisionReasons()` */
  constructor(verification: IdenfyVerification, decisionReason: string | null) {
    Object.assign(this, Object.fromEntries(SHOWN.map((name) => [name, verification[name]])));
    this.decisionReason = decisionReason;
    this.underReview = isUnderReview(verification);
    this.shownToPerson = new PersonVerificationView(verification);
  }
}
