import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { PersonVerificationView } from './person-verification.view.js';
import { StaffVerificationView } from './staff-verification.view.js';
import type { VerificationView } from './verification.view.js';

/** One page of verifications, newest first. */
@ApiExtraModels(PersonVerificationView, StaffVerificationView)
export class VerificationPageView {
  @ApiProperty({
    type: 'array',
    items: {
      oneOf: [
        { $ref: getSchemaPath(PersonVerificationView) },
        { $ref: getSchemaPath(StaffVerificationView) },
      ],
    },
  })
  readonly items: readonly VerificationView[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Give it as `cursor` for the next page; null on the last one.',
  })
  readonly nextCursor: string | null;

  constructor(items: readonly VerificationView[], nextCursor: string | null) {
    this.items = items;
    this.nextCursor = nextCursor;
  }
}
