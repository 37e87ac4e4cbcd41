import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { isText } from '../../contract/text.js';
import { Optional } from './optional.decorator.js';

const MAX_LENGTH = 200;

/** One handler that is meant; without it, all of them. */
export function HandlerName(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      type: String,
      maxLength: MAX_LENGTH,
      example: 'Accounts.open',
      description: 'Only of this handler.',
    }),
    Optional(),
    ValidateBy({
      name: 'handlerName',
      validator: {
        validate: (value: unknown) => isText(value, 1, MAX_LENGTH),
        defaultMessage: (args) => `Field '${args?.property}' must be the name of a handler.`,
      },
    }),
  );
}
