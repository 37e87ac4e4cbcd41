import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { IdenfyVerification } from '../../verification/entities/verification.entity.js';
import {
  type Hint,
  HINTS,
  hints,
  NEXT_STEPS,
  type NextStep,
  nextStep,
  personStatus,
} from '../../verification/person-view.js';

/**
 * A verification as the person it is about may see it: no tags, no reasons, and an undecided suspicion is a review
 * like any other, because telling somebody that they are under suspicion may be an offence.
 */
export class PersonVerificationView {
  @ApiProperty({ type: String, nullable: true, description: 'Null until iDenfy has answered.' })
  readonly scanRef: string | null;

  @ApiProperty({ type: String, example: 'REVIEWING' })
  readonly status: string;

  @ApiProperty({ description: 'Whether this is the last word, as far as is known.' })
  readonly final: boolean;

  @ApiProperty({ enum: NEXT_STEPS })
  readonly nextStep: NextStep;

  @ApiPropertyOptional({
    enum: HINTS,
    isArray: true,
    description: 'What to do better with the next pictures.',
  })
  readonly hints?: readonly Hint[];

  @ApiProperty({ type: Date })
  readonly createdAt: Date;

  @ApiProperty({ type: Date, nullable: true, description: "When the person's part was over." })
  readonly submittedAt: Date | null;

  @ApiProperty({ type: Date, description: 'When something in here last changed.' })
  readonly updatedAt: Date;

  constructor(verification: IdenfyVerification) {
    const { status, final } = personStatus(verification);
    const picturesWrong = [...new Set(hints(verification))];
    this.scanRef = verification.scanRef;
    this.status = status;
    this.final = final;
    this.nextStep = nextStep(verification);
    if (picturesWrong.length > 0) {
      this.hints = picturesWrong;
    }
    this.createdAt = verification.createdAt;
    this.submittedAt = verification.submittedAt;
    this.updatedAt = verification.visibleAt;
  }
}
