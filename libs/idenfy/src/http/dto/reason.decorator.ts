import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { isReason, REASON_LENGTH, REASON_SENTENCE } from '../access/reason.js';

/** Why it is done, in words that may be kept: no personal data. */
export function Reason(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: String, minLength: REASON_LENGTH.min, maxLength: REASON_LENGTH.max }),
    ValidateBy({
      name: 'reason',
      validator: {
        validate: isReason,
        defaultMessage: (args) => `Field '${args?.property ?? 'reason'}' ${REASON_SENTENCE}`,
      },
    }),
  );
}
