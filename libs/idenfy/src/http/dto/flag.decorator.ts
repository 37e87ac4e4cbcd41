import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Optional } from './optional.decorator.js';

/** A yes or no in a query, where everything is text. */
export function Flag(description: string, byDefault = false): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: Boolean, default: byDefault, description }),
    Optional(),
    IsIn(['true', 'false'], { message: ({ property }) => `Field '${property}' must be true or false.` }),
  );
}
