import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  HttpException,
  Injectable,
  Optional,
  UnauthorizedException,
} from '@nestjs/common';
import { HttpAdapterHost, Reflector } from '@nestjs/core';
import { IdenfyConfigurationError } from '../../errors/idenfy-configuration.error.js';
import { IdenfyVerifications } from '../../verification/idenfy-verifications.js';
import { isStaff } from './caller.js';
import { checkedCaller } from './checked-caller.js';
import type { IdenfyHttpRequest } from './http-request.js';
import { IdenfyAccess } from './idenfy-access.js';
import { toHttpError } from '../errors/http-error.js';
import { nextStepOf } from '../views/next-step-of.js';
import { NotVerifiedView } from './not-verified.view.js';
import { REQUIRED_ACCOUNT } from './required-account.js';

/** Behind `@RequireVerified()`. Throws Nest's own exceptions, because it stands on routes that have their own filters. */
@Injectable()
export class RequireVerifiedGuard implements CanActivate {
  private readonly access: IdenfyAccess;

  constructor(
    @Optional() access: IdenfyAccess, // a union would lose the token: TypeScript then emits Object
    private readonly verifications: IdenfyVerifications,
    private readonly reflector: Reflector,
    private readonly adapterHost: HttpAdapterHost,
  ) {
    if (!access) {
      const mend = '@RequireVerified() asks it who is calling: give a class that extends IdenfyAccess';
      throw new IdenfyConfigurationError({ option: 'access', mend });
    }
    this.access = access;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<IdenfyHttpRequest>();
    const caller = checkedCaller(await this.access.identify(request));
    if (!caller) {
      throw new UnauthorizedException(new NotVerifiedView(401, 'NONE'));
    }
    if (isStaff(caller)) {
      throw new ForbiddenException(new NotVerifiedView(403, 'NONE'));
    }
    const required = this.reflector.getAllAndOverride<string | undefined>(REQUIRED_ACCOUNT, [
      context.getHandler(),
      context.getClass(),
    ]);
    const account = required ?? caller.account ?? 'default';
    const person = await this.verifications
      .person(account, caller.clientId)
      .catch((error: unknown) => this.refuseForNow(error, context));
    if (person.standing !== 'VERIFIED') {
      throw new ForbiddenException(new NotVerifiedView(403, nextStepOf(person)));
    }
    return true;
  }

  /** Where nobody can tell who is verified nobody passes, and nobody is told that they are not. */
  private refuseForNow(error: unknown, context: ExecutionContext): never {
    const { body, retryAfterSeconds, unforeseen } = toHttpError(error);
    if (unforeseen) throw error;
    if (retryAfterSeconds !== undefined) {
      const response: unknown = context.switchToHttp().getResponse();
      this.adapterHost.httpAdapter.setHeader(response, 'Retry-After', String(retryAfterSeconds));
    }
    throw new HttpException(body, body.statusCode);
  }
}
