import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Reason } from './reason.decorator.js';

/** What the host may decide about a SUSPECTED result. */
export const DECISIONS = ['ACCEPTED', 'REJECTED'] as const;

export type Decision = (typeof DECISIONS)[number];

/** The host's own word on a SUSPECTED result. */
export class DecideDto {
  @ApiProperty({ enum: DECISIONS })
  @IsIn(DECISIONS, { message: "Field 'decision' must be one of: ACCEPTED, REJECTED." })
  decision!: Decision;

  @Reason()
  reason!: string;
}
