import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { isStaffId, STAFF_ID_MAX_LENGTH } from '../access/staff-id.js';
import { Optional } from './optional.decorator.js';

/** One of the staff, as the access policy names them. */
export function StaffId(description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, maxLength: STAFF_ID_MAX_LENGTH, description }),
    Optional(),
    ValidateBy({
      name: 'staffId',
      validator: {
        validate: isStaffId,
        defaultMessage: (args) =>
          `Field '${args?.property}' must be the id of somebody, at most ${STAFF_ID_MAX_LENGTH} characters.`,
      },
    }),
  );
}
