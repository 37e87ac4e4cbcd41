import { ApiProperty } from '@nestjs/swagger';
import type { IdenfyVerification } from '../../verification/entities/verification.entity.js';
import { underReview } from '../../verification/under-review.js';
import { PersonVerificationView } from './person-verification.view.js';

const Text = () => ApiProperty({ type: String, nullable: true });
const Time = () => ApiProperty({ type: Date, nullable: true });
const Texts = () => ApiProperty({ type: [String] });

/** What staff see as it stands in the table. A list of what may be shown: a column is secret until it is named here. */
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
  'decision',
  'decisionBy',
  'decisionAt',
  'decisionReason',
  'submission',
  'submittedAt',
  'returnedAt',
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
export class StaffVerificationView implements Shown {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() account!: string;
  @Text() scanRef!: string | null;
  @ApiProperty() clientId!: string;
  @Text() externalRef!: string | null;
  @ApiProperty({ type: String, example: 'SUSPECTED', description: "iDenfy's word" }) status!: Shown['status'];
  @ApiProperty({ description: 'Whether iDenfy announced no further review.' }) final!: boolean;
  @ApiProperty({ description: 'Whether a resubmission newer than the verdict is reviewed.' })
  underReview: boolean;
  @Text() attention!: Shown['attention'];
  @Texts() fraudTags!: string[];
  @Texts() mismatchTags!: string[];
  @Text() autoDocument!: string | null;
  @Text() autoFace!: string | null;
  @Text() manualDocument!: string | null;
  @Text() manualFace!: string | null;
  @Text() decision!: Shown['decision'];
  @Text() decisionBy!: string | null;
  @Time() decisionAt!: Date | null;
  @Text() decisionReason!: string | null;
  @Text() submission!: Shown['submission'];
  @Time() submittedAt!: Date | null;
  @Time() returnedAt!: Date | null;
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

  constructor(verification: IdenfyVerification) {
    Object.assign(this, Object.fromEntries(SHOWN.map((name) => [name, verification[name]])));
    this.underReview = underReview(verification);
    this.shownToPerson = new PersonVerificationView(verification);
  }
}
