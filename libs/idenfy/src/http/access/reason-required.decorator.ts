import { applyDecorators, UseGuards } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { ACCESS_REASON_HEADER } from './access-reason.js';
import { AccessReasonGuard } from './access-reason.guard.js';
import { REASON_LENGTH } from './reason.js';

/** Staff must say why, unless `requireAccessReason` is off; a reason that is given is checked in any case. */
export function ReasonRequired(): MethodDecorator {
  return applyDecorators(
    UseGuards(AccessReasonGuard),
    ApiHeader({
      name: ACCESS_REASON_HEADER,
      required: true,
      description: 'Why, without personal data: it stands in the audit.',
      schema: { type: 'string', minLength: REASON_LENGTH.min, maxLength: REASON_LENGTH.max },
    }),
  );
}
