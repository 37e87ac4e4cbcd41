import { applyDecorators, UseGuards } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { ACCESS_REASON_HEADER } from './access-reason.js';
import { AccessReasonGuard } from './access-reason.guard.js';
import { REASON_LENGTH } from './reason.js';

/** Staff must say why, where `requireAccessReason` is on; a reason that is given is checked in any case. */
export function ReasonRequired(): MethodDecorator {
  return applyDecorators(
    UseGuards(AccessReasonGuard),
    ApiHeader({
      name: ACCESS_REASON_HEADER,
      required: false,
      description: 'Why, without personal data. Required where the service says so.',
      schema: { type: 'string', minLength: REASON_LENGTH.min, maxLength: REASON_LENGTH.max },
    }),
  );
}
