import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { isInstant } from '../../contract/instant.js';
import { Optional } from './optional.decorator.js';

/** A point in time: a time with its zone, or a date (its first moment in UTC is meant), and one that exists. */
export function IsInstant(description: string, { required = false } = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: String,
      format: 'date-time',
      example: '2026-01-31T00:00:00Z',
      required,
      description,
    }),
    ...(required ? [] : [Optional()]),
    ValidateBy({
      name: 'instant',
      validator: {
        validate: isInstant,
        defaultMessage: (args) =>
          `Field '${args?.property}' must be a date, or a time with its zone, in ISO 8601.`,
      },
    }),
  );
}
