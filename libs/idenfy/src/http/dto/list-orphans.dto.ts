import { ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { Account } from './account.decorator.js';
import { PAGE } from './list-verifications.dto.js';
import { Optional } from './optional.decorator.js';

/** Which callbacks without a verification are listed, newest first. Everything arrives as text. */
export class ListOrphansDto {
  @ApiPropertyOptional({ type: String, description: '`nextCursor` of the page before.' })
  @Optional()
  @Matches(/^[1-9]\d{0,17}$/, { message: "Field 'cursor' must be the nextCursor of an earlier page." })
  cursor?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: PAGE.min, maximum: PAGE.max, default: PAGE.default })
  @Optional()
  @Matches(/^([1-9]\d?|100)$/, { message: `Field 'limit' must be a number from ${PAGE.min} to ${PAGE.max}.` })
  limit?: string;

  @Account()
  account?: string;
}
