import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import type { PersonStanding } from '../../verification/idenfy-verifications.js';
import { NEXT_STEPS, type NextStep } from '../../verification/person-view.js';
import { type Standing, STANDINGS } from '../../verification/standing.js';
import type { IdenfyCaller } from '../access/caller.js';
import { nextStepOf } from './next-step-of.js';
import { PersonVerificationView } from './person-verification.view.js';
import { StaffVerificationView } from './staff-verification.view.js';
import { type VerificationView, verificationFor } from './verification.view.js';

/** Where a person stands. */
@ApiExtraModels(PersonVerificationView, StaffVerificationView)
export class ClientView {
  @ApiProperty()
  readonly clientId: string;

  @ApiProperty({ enum: STANDINGS })
  readonly standing: Standing;

  @ApiProperty({
    type: Date,
    nullable: true,
    description: 'When a VERIFIED standing ends; null where no end is known.',
  })
  readonly verifiedUntil: Date | null;

  @ApiProperty({
    nullable: true,
    oneOf: [{ $ref: getSchemaPath(PersonVerificationView) }, { $ref: getSchemaPath(StaffVerificationView) }],
    description: 'The verification the standing follows from, else the newest one.',
  })
  readonly current: VerificationView | null;

  @ApiProperty({ enum: NEXT_STEPS })
  readonly nextStep: NextStep;

  constructor(caller: IdenfyCaller, person: PersonStanding) {
    const { current } = person;
    this.clientId = person.clientId;
    this.standing = person.standing;
    this.verifiedUntil = person.verifiedUntil;
    this.current = current && verificationFor(caller, current);
    this.nextStep = nextStepOf(person);
  }
}
