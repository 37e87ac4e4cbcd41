import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { ACCOUNT_NAME, ACCOUNT_SENTENCE } from '../access/account-of.js';
import { Optional } from './optional.decorator.js';

/** The iDenfy account that is meant. A person's is known; staff may choose. */
export function Account(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      type: String,
      example: 'default',
      description: 'The iDenfy account, where there are several. Staff only.',
    }),
    Optional(),
    Matches(ACCOUNT_NAME, { message: ACCOUNT_SENTENCE }),
  );
}
