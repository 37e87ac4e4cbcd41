import { ApiExtraModels, ApiProperty, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import { type Standing, STANDINGS } from '../../database/entities/person.entity.js';
import type { PersonStanding } from '../../verifications/idenfy-verifications.js';
import { NEXT_STEPS, type NextStep, nextStep } from '../../verifications/person-view.js';
import {
  PersonVerificationView,
  StaffVerificationView,
  type VerificationView,
} from '../verifications/verification.views.js';

/** The standing of a person. */
@ApiExtraModels(PersonVerificationView, StaffVerificationView)
@ApiSchema({ name: 'IdenfyClientView' })
export class ClientView {
  @ApiProperty()
  readonly clientId: string;

  @ApiProperty({ enum: STANDINGS })
  readonly standing: Standing;

  @ApiProperty({
    type: Date,
    nullable: true,
    description: 'When a VERIFIED standing ends or an EXPIRED one has ended; null where no end is known.',
  })
  readonly verifiedUntil: Date | null;

  @ApiProperty({
    // OpenAPI 3.0 takes `nullable` only beside a type, and none beside a $ref
    oneOf: [
      { type: 'object', nullable: true, allOf: [{ $ref: getSchemaPath(PersonVerificationView) }] },
      { $ref: getSchemaPath(StaffVerificationView) },
    ],
    description: 'The verification that decides the standing, else the newest one.',
  })
  readonly current: VerificationView | null;

  @ApiProperty({ enum: NEXT_STEPS })
  readonly nextStep: NextStep;

  /** @param current its verification as the caller may see it */
  constructor(person: PersonStanding, current: VerificationView | null) {
    this.clientId = person.clientId;
    this.standing = person.standing;
    this.verifiedUntil = person.verifiedUntil;
    this.current = current;
    this.nextStep = nextStepOf(person);
  }
}

/** What a person should do next to become verified, or to stay verified. */
export function nextStepOf({ standing, current, isWorthLess }: PersonStanding): NextStep {
  if (isWorthLess) return 'RENEW';
  switch (standing) {
    case 'VERIFIED':
      return current && nextStep(current) === 'CONTINUE' ? 'CONTINUE' : 'NONE';
    case 'EXPIRED':
      return 'RETRY';
    default:
      return current ? nextStep(current) : 'CONTINUE';
  }
}
