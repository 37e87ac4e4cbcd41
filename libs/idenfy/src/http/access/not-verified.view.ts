import { ApiProperty } from '@nestjs/swagger';
import { NEXT_STEPS, type NextStep } from '../../verification/person-view.js';
import { ErrorView } from '../errors/error.view.js';

/** What somebody gets who is not verified: our usual error, and what to do. */
export class NotVerifiedView extends ErrorView {
  @ApiProperty({ enum: NEXT_STEPS, description: '`CONTINUE` and `RETRY` lead through a verification.' })
  readonly nextStep: NextStep;

  constructor(statusCode: 401 | 403, nextStep: NextStep) {
    super();
    this.statusCode = statusCode;
    this.error = statusCode === 401 ? 'Unauthorized' : 'Forbidden';
    this.message = statusCode === 401 ? 'Log in first.' : 'This is for verified people only.';
    this.identifier = statusCode === 401 ? null : 'NOT_VERIFIED';
    this.retryable = false;
    this.actor = 'user';
    this.nextStep = nextStep;
  }
}
