import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  HttpException,
  Injectable,
  type OnModuleInit,
  Optional,
  SetMetadata,
  type Type,
  UnauthorizedException,
  UseGuards,
} from '@nestjs/common';
import { HttpAdapterHost, Reflector } from '@nestjs/core';
import { ApiProperty, ApiResponse, ApiSchema } from '@nestjs/swagger';
import { DEFAULT_REGISTRATION, InjectIdenfy } from '../../client/registration.js';
import { requireNumber } from '../../client/options.js';
import { IdenfyConfigurationError } from '../../errors/configuration.error.js';
import { IdenfyVerifications } from '../../verifications/idenfy-verifications.js';
import { NEXT_STEPS, type NextStep } from '../../verifications/person-view.js';
import { nextStepOf } from '../clients/client.view.js';
import { ErrorView, toHttpError } from '../errors/http-error.js';
import { checkedCaller, isStaff } from './caller.js';
import { IdenfyAccess } from './idenfy-access.js';

/** Options of `@RequireVerified()`. */
export interface RequireVerifiedOptions {
  /** The iDenfy account whose standing counts. @default the caller's own, else 'default' */
  account?: string;

  /** One of your `levels` that an approval must reach. @default any approval */
  level?: string;

  /** Days since iDenfy's verdict at most, 1 to 36,500. @default no limit */
  maxAgeDays?: number;

  /**
   * Whose access policy and standing count, where an application has several `IdenfyModule`s: the `name` of one of them.
   * @default the one without a name
   */
  registration?: string;
}

const AGE_IN_DAYS = { min: 1, max: 36_500 };

/** Answer to a caller who is not verified: the usual error, and what the person should do next. */
@ApiSchema({ name: 'IdenfyNotVerifiedView' })
export class NotVerifiedView extends ErrorView {
  @ApiProperty({ enum: NEXT_STEPS, description: '`CONTINUE`, `RETRY` and `RENEW` lead to a verification.' })
  readonly nextStep: NextStep;

  constructor(statusCode: 401 | 403, nextStep: NextStep) {
    super();
    this.statusCode = statusCode;
    this.error = statusCode === 401 ? 'Unauthorized' : 'Forbidden';
    this.message = statusCode === 401 ? 'Log in first.' : 'This is for verified people only.';
    this.identifier = statusCode === 401 ? null : 'NOT_VERIFIED';
    this.retryable = false;
    this.actor = 'user';
    this.nextStep = nextStep;
  }
}

/** Metadata: what `@RequireVerified()` demands, by registration. That of a route replaces that of its controller. */
const demandOf = (registration: string): string => `nestjs-idenfy:required-standing:${registration}`;

type Demand = Pick<RequireVerifiedOptions, 'account' | 'level' | 'maxAgeDays'>;

/** The guard of `@RequireVerified()`. Throws Nest's own exceptions, because the host's routes have their own filters. */
@Injectable()
class RequireVerifiedGuard implements CanActivate {
  protected readonly registration: string = DEFAULT_REGISTRATION;
  private readonly access: IdenfyAccess;

  constructor(
    @Optional() access: IdenfyAccess, // a union would lose the token: TypeScript then emits Object
    protected readonly verifications: IdenfyVerifications,
    private readonly reflector: Reflector,
    private readonly adapterHost: HttpAdapterHost,
  ) {
    if (!access) {
      const hint = '@RequireVerified() asks it who is calling: give a class that extends IdenfyAccess';
      throw new IdenfyConfigurationError({ option: 'access', hint });
    }
    this.access = access;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const caller = checkedCaller(await this.access.identify(this.access.requestOf(context)));
    if (!caller) {
      throw new UnauthorizedException(new NotVerifiedView(401, 'NONE'));
    }
    if (isStaff(caller)) {
      throw new ForbiddenException(new NotVerifiedView(403, 'NONE'));
    }
    const { account, ...demand } = this.reflector.getAllAndOverride<Demand>(demandOf(this.registration), [
      context.getHandler(),
      context.getClass(),
    ]);
    const person = await this.verifications
      .person(account ?? caller.account ?? 'default', caller.clientId, demand)
      .catch((error: unknown) => this.refuseForNow(error, context));
    if (person.standing !== 'VERIFIED') {
      throw new ForbiddenException(new NotVerifiedView(403, nextStepOf(person)));
    }
    return true;
  }

  /** While the standing cannot be read no one passes, and no one is told that they are not verified. */
  private refuseForNow(error: unknown, context: ExecutionContext): never {
    const { body, retryAfterSeconds, unforeseen } = toHttpError(error);
    if (unforeseen) throw error;
    if (retryAfterSeconds !== undefined && context.getType() === 'http') {
      const response: unknown = context.switchToHttp().getResponse();
      this.adapterHost.httpAdapter.setHeader(response, 'Retry-After', String(retryAfterSeconds));
    }
    throw new HttpException(body, body.statusCode);
  }
}

/** The guard for a level: it refuses to start where the host has no such level. */
function guardFor(registration: string, level: string | undefined): Type<CanActivate> {
  const Guard = guardOf(registration);
  if (level === undefined) return Guard;
  @Injectable()
  class GuardForLevel extends Guard implements OnModuleInit {
    onModuleInit(): void {
      if (level === undefined || this.verifications.hasLevel(level)) return;
      const hint = `declare '${level}', which a @RequireVerified() demands`;
      throw new IdenfyConfigurationError({ option: 'levels', hint });
    }
  }
  return GuardForLevel;
}

/** The guard for a registration: what Nest injects is decided by class. */
function guardOf(registration: string): typeof RequireVerifiedGuard {
  if (registration === DEFAULT_REGISTRATION) return RequireVerifiedGuard;
  @Injectable()
  class GuardForRegistration extends RequireVerifiedGuard {
    protected override readonly registration = registration;

    constructor(
      @Optional() @InjectIdenfy(IdenfyAccess, registration) access: IdenfyAccess,
      @InjectIdenfy(IdenfyVerifications, registration) verifications: IdenfyVerifications,
      reflector: Reflector,
      adapterHost: HttpAdapterHost,
    ) {
      super(access, verifications, reflector, adapterHost);
    }
  }
  return GuardForRegistration;
}

/**
 * Admits only persons whose standing is VERIFIED, on a route or a controller of your own, where `level` or `maxAgeDays` demands
 * it by an approval that is worth that; your `IdenfyAccess` identifies the caller. Others get 401 or 403 with `nextStep`, so that a page knows where to send them, and all callers get 503
 * while the database is away.
 *
 * @example
 * ```ts
 * @RequireVerified()
 * @Post('payouts')
 * create() {}
 * ```
 */
export function RequireVerified({
  registration = DEFAULT_REGISTRATION,
  ...demand
}: RequireVerifiedOptions = {}): ClassDecorator & MethodDecorator {
  const { level, maxAgeDays } = demand;
  if (maxAgeDays !== undefined) requireNumber(maxAgeDays, '@RequireVerified().maxAgeDays', AGE_IN_DAYS);
  return applyDecorators(
    SetMetadata(demandOf(registration), demand satisfies Demand),
    UseGuards(guardFor(registration, level)),
    ApiResponse({ status: 401, type: NotVerifiedView, description: 'No one is logged in.' }),
    ApiResponse({
      status: 403,
      type: NotVerifiedView,
      description: 'Not verified; `nextStep` is what the person should do.',
    }),
    ApiResponse({
      status: 503,
      type: ErrorView,
      description: 'The standing cannot be read at the moment; `Retry-After` is when to try again.',
    }),
  );
}
