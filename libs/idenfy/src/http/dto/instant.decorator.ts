import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { isCalendarDate } from '../../contract/calendar-date.js';
import { Optional } from './optional.decorator.js';

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?$/;

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
        validate: (value: unknown) => typeof value === 'string' && isCalendarDate(INSTANT.exec(value)?.[1]),
        defaultMessage: (args) =>
          `Field '${args?.property}' must be a date, or a time with its zone, in ISO 8601.`,
      },
    }),
  );
}
