import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import { LIMITS } from '../../contract/limits.js';
import { OVERALL_STATUSES } from '../../contract/overall-status.js';
import { CLIENT_ID_PATTERN } from '../../contract/token-field-rules.js';
import { OWN_STATUSES } from '../../verification/verification-status.js';
import { Account } from './account.decorator.js';
import { Flag } from './flag.decorator.js';
import { IsInstant } from './instant.decorator.js';
import { Optional } from './optional.decorator.js';

/** How many items a page has. */
export const PAGE = { min: 1, max: 100, default: 20 } as const;

const STATUSES = [...OWN_STATUSES, ...OVERALL_STATUSES];

/** Which verifications are listed, newest first. Everything arrives as text. */
export class ListVerificationsDto {
  @ApiPropertyOptional({
    type: String,
    maxLength: LIMITS.clientIdMaxLength,
    description: 'Whose. A person only gets their own.',
  })
  @Optional()
  @Matches(CLIENT_ID_PATTERN, { message: "Field 'clientId' must be a clientId." })
  clientId?: string;

  @ApiPropertyOptional({
    enum: STATUSES,
    description: `The status as the caller sees it: ${STATUSES.join(', ')}.`,
  })
  @Optional()
  @IsIn(STATUSES, { message: `Field 'status' must be one of: ${STATUSES.join(', ')}.` })
  status?: string;

  @Flag('Only what a human should look at. Staff only.')
  attention?: 'true' | 'false';

  @IsInstant('Started at this time or later.')
  from?: string;

  @IsInstant('Started before this time.')
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
