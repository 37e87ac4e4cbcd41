import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { IdenfyValidationError } from '../../errors/idenfy-validation.error.js';
import { HttpSettings } from '../http-settings.js';
import { ACCESS_REASON_HEADER, accessReasonOf } from './access-reason.js';
import type { IdenfyHttpRequest } from './http-request.js';
import { isReason, REASON_SENTENCE } from './reason.js';

/** Stands behind the access guard on routes that show or decide what is most personal. */
@Injectable()
export class AccessReasonGuard implements CanActivate {
  constructor(private readonly settings: HttpSettings) {}

  canActivate(context: ExecutionContext): boolean {
    const reason = accessReasonOf(context.switchToHttp().getRequest<IdenfyHttpRequest>());
    if (reason === undefined ? this.settings.requireAccessReason : !isReason(reason)) {
      throw new IdenfyValidationError({
        field: ACCESS_REASON_HEADER,
        message: `Header '${ACCESS_REASON_HEADER}' ${REASON_SENTENCE}`,
      });
    }
    return true;
  }
}
