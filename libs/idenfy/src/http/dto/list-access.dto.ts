import { ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { SCAN_REF_PATTERN } from '../../contract/scan-ref.js';
import { Account } from './account.decorator.js';
import { IsInstant } from './instant.decorator.js';
import { PAGE } from './list-verifications.dto.js';
import { Optional } from './optional.decorator.js';
import { StaffId } from './staff-id.decorator.js';

/** Which looks and decisions are listed, newest first. Everything arrives as text. */
export class ListAccessDto {
  @ApiPropertyOptional({ type: String, maxLength: 40, description: 'About this verification.' })
  @Optional()
  @Matches(SCAN_REF_PATTERN, { message: "Field 'scanRef' must be a scanRef." })
  scanRef?: string;

  @StaffId('By this one of the staff.')
  staff?: string;

  @IsInstant('At this time or later.')
  from?: string;

  @IsInstant('Before this time.')
  to?: string;

  @ApiPropertyOptional({ type: String, description: '`nextCursor` of the page before.' })
  @Optional()
  @Matches(/^[\w-]{1,200}$/, { message: "Field 'cursor' must be the nextCursor of an earlier page." })
  cursor?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: PAGE.min, maximum: PAGE.max, default: PAGE.default })
  @Optional()
  @Matches(/^([1-9]\d?|100)$/, { message: `Field 'limit' must be a number from ${PAGE.min} to ${PAGE.max}.` })
  limit?: string;

  @Account()
  account?: string;
}
