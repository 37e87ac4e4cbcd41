import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, ValidateBy } from 'class-validator';
import { isText } from '@nestjs-idenfy/contract';
import { STUCK_KINDS, type StuckFilter, type StuckKind } from '../../outbox/stuck-work.js';
import { Account, HandlerName, IsInstant, Optional } from '../dto.decorators.js';
import { timeOf } from '../openapi/page.js';

const ERROR_MAX_LENGTH = 2_000;

/** Which stuck work is meant. */
export class StuckFilterDto {
  @ApiPropertyOptional({ enum: STUCK_KINDS, description: 'Only of this kind.' })
  @Optional()
  @IsIn(STUCK_KINDS, { message: `Field 'kind' must be one of: ${STUCK_KINDS.join(', ')}.` })
  kind?: StuckKind;

  @HandlerName()
  handler?: string;

  @ApiPropertyOptional({
    type: String,
    maxLength: ERROR_MAX_LENGTH,
    description: 'Only with exactly this error; empty for those without one.',
  })
  @Optional()
  @ValidateBy({
    name: 'error',
    validator: {
      validate: (value: unknown) => isText(value, 0, ERROR_MAX_LENGTH),
      defaultMessage: () => "Field 'error' must be the error of a group.",
    },
  })
  error?: string;

  @Account()
  account?: string;

  @IsInstant('Given up at this time or later; orphans by the time at which they were received.')
  from?: string;

  @IsInstant('Given up before this time, alike.')
  to?: string;
}

/** The filter, but for the account, which depends on the caller. */
export function filterOf({ kind, handler, error, from, to }: StuckFilterDto): Omit<StuckFilter, 'account'> {
  return { kind, handler, error, from: timeOf(from), to: timeOf(to) };
}
