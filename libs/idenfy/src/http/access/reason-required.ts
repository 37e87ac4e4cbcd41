import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  UseGuards,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { IdenfyValidationError } from '../../errors/refusal.errors.js';
import { RestOptions } from '../rest.options.js';
import {
  ACCESS_REASON_HEADER,
  accessReasonOf,
  isReason,
  REASON_LENGTH,
  REASON_SENTENCE,
} from './access-reason.js';
import type { IdenfyHttpRequest } from './idenfy-access.js';

/** Runs after the access guard, on routes that show or decide what is most personal. */
@Injectable()
class AccessReasonGuard implements CanActivate {
  constructor(private readonly options: RestOptions) {}

  canActivate(context: ExecutionContext): boolean {
    const reason = accessReasonOf(context.switchToHttp().getRequest<IdenfyHttpRequest>());
    if (reason === undefined ? this.options.requireAccessReason : !isReason(reason)) {
      throw new IdenfyValidationError({
        field: ACCESS_REASON_HEADER,
        message: `Header '${ACCESS_REASON_HEADER}' ${REASON_SENTENCE}`,
      });
    }
    return true;
  }
}

/**
 * Staff must give a reason in the header `X-Access-Reason`, unless `requireAccessReason` is off; a reason that is
 * given is checked in any case.
 */
export function ReasonRequired(): MethodDecorator {
  return applyDecorators(
    UseGuards(AccessReasonGuard),
    ApiHeader({
      name: ACCESS_REASON_HEADER,
      required: true,
      description:
        "The reason, without personal data: the audit records it. Other letters than ASCII as by RFC 8187: `UTF-8''%C5%A1`.",
      schema: { type: 'string', minLength: REASON_LENGTH.min, maxLength: REASON_LENGTH.max },
    }),
  );
}
