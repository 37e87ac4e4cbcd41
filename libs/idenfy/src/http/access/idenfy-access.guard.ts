import { isScanRef } from '@nestjs-idenfy/contract';
import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
  type Type,
} from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { IdenfyAccounts } from '../../client/accounts.js';
import type { IdenfyVerification } from '../../database/entities/verification.entity.js';
import { IdenfyConfigurationError } from '../../errors/configuration.error.js';
import {
  IdenfyForbiddenError,
  IdenfyNotFoundError,
  IdenfyUnauthenticatedError,
  IdenfyValidationError,
} from '../../errors/refusal.errors.js';
import { VerificationQueries } from '../../verifications/verification-queries.js';
import { RestOptions } from '../rest.options.js';
import { setAccessContext } from './access-context.js';
import {
  assertKnownAccount,
  checkedCaller,
  type IdenfyCaller,
  isPermission,
  isStaff,
  permissionsOf,
  requestedAccountOrDefault,
  type StaffPermission,
} from './caller.js';
import { IdenfyAccess, type IdenfyHttpRequest } from './idenfy-access.js';

/** Who may call a route. */
export interface AccessRule {
  /** `signed` is the webhook route, which this guard does not see: the signature of the body authenticates iDenfy. */
  readonly callers: 'person or staff' | 'person' | 'staff' | 'signed';
  /** What staff need; null where all staff may call. */
  readonly permission?: StaffPermission | null;
}

const ACCESS_RULE = 'nestjs-idenfy:access-rule';

/** A person sees only their own verifications, staff with the permission see all. */
export const PersonOrStaff = (permission: StaffPermission) =>
  ruled({ callers: 'person or staff', permission });

/** Only a person, about themselves. */
export const PersonOnly = () => ruled({ callers: 'person' });

/** Only staff with the permission. */
export const StaffOnly = (permission: StaffPermission) => ruled({ callers: 'staff', permission });

/** All staff, whatever their permissions: only for what tells them about themselves. */
export const EveryStaff = () => ruled({ callers: 'staff', permission: null });

export const SignedByIdenfy = () => ruled({ callers: 'signed' });

function ruled(rule: AccessRule): MethodDecorator {
  return applyDecorators(
    SetMetadata(ACCESS_RULE, rule),
    ...(rule.permission ? [ApiExtension('x-permission', rule.permission)] : []),
  );
}

/** The access rule of a route handler, if it has one. */
export function accessRuleOf(handler: object): AccessRule | undefined {
  return Reflect.getMetadata(ACCESS_RULE, handler) as AccessRule | undefined;
}

/** Metadata of `@Get()` and the other route decorators of Nest. */
const ROUTE = 'method';

/**
 * Denies by default, at boot: the module does not start with a route that has no access rule, or with one for staff that
 * names no permission.
 *
 * @throws IdenfyConfigurationError naming the route
 */
export function assertAccessRules(controllers: readonly Type[]): void {
  for (const controller of controllers) {
    for (const [name, handler] of routesOf(controller)) {
      const missing = missingRule(accessRuleOf(handler));
      if (missing) {
        const hint = `declare ${missing} ${controller.name}.${name} (@StaffOnly('review'), @PersonOnly(), …)`;
        throw new IdenfyConfigurationError({ option: 'controllers', hint });
      }
    }
  }
}

function missingRule(rule: AccessRule | undefined): string | undefined {
  if (rule === undefined) return 'who may call';
  const named = rule.permission === null || isPermission(rule.permission);
  return rule.callers.endsWith('staff') && !named ? 'which permission staff need for' : undefined;
}

function routesOf(controller: Type): [name: string, handler: object][] {
  const members = Object.getOwnPropertyDescriptors(controller.prototype as object);
  return Object.entries(members).flatMap(([name, { value }]): [string, object][] =>
    typeof value === 'function' && Reflect.hasMetadata(ROUTE, value) ? [[name, value]] : [],
  );
}

/**
 * Guards each route of ours, before the body is read. Order of the checks: 401 no caller, 403 not for this kind of
 * caller or without its permission, 400 malformed scanRef, 404 unknown or not theirs (one query for both).
 */
@Injectable()
export class IdenfyAccessGuard implements CanActivate {
  constructor(
    private readonly access: IdenfyAccess,
    private readonly verifications: VerificationQueries,
    private readonly accounts: IdenfyAccounts,
    private readonly options: RestOptions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = accessRuleOf(context.getHandler());
    const request = context.switchToHttp().getRequest<IdenfyHttpRequest>();
    const caller = checkedCaller(await this.access.identify(request));
    if (!caller) {
      throw new IdenfyUnauthenticatedError();
    }
    if (this.options.csrf) assertSentByScript(request);
    assertMayUse(rule, caller);
    setAccessContext(request, { caller, verification: await this.verificationFor(caller, request) });
    return true;
  }

  private async verificationFor(
    caller: IdenfyCaller,
    { params, query }: IdenfyHttpRequest,
  ): Promise<IdenfyVerification | undefined> {
    if (!('scanRef' in params)) {
      this.refuseUnknownAccount(caller, query['account']);
      return undefined;
    }
    const { scanRef } = params;
    if (!isScanRef(scanRef)) {
      throw new IdenfyValidationError({ field: 'scanRef', message: "Field 'scanRef' must be a scanRef." });
    }
    const account = requestedAccountOrDefault(caller, query['account']);
    const verification = await this.verifications.find(
      isStaff(caller) ? { account, scanRef } : { account, scanRef, clientId: caller.clientId },
    );
    if (!verification) {
      throw new IdenfyNotFoundError();
    }
    return verification;
  }

  /** An empty list would look like an account without verifications. */
  private refuseUnknownAccount(caller: IdenfyCaller, asked: unknown): void {
    if (!isStaff(caller) || asked === undefined) return;
    assertKnownAccount(requestedAccountOrDefault(caller, asked), this.accounts.names());
  }
}

/**
 * No caller may use a route without a rule.
 *
 * @throws IdenfyForbiddenError naming the permission that staff lack
 */
function assertMayUse(rule: AccessRule | undefined, caller: IdenfyCaller): void {
  const kind = isStaff(caller) ? 'staff' : 'person';
  if (!rule || !(rule.callers === kind || rule.callers === 'person or staff')) {
    throw new IdenfyForbiddenError();
  }
  const { permission } = rule;
  if (isStaff(caller) && permission !== null && !(permission && permissionsOf(caller).includes(permission))) {
    throw new IdenfyForbiddenError(permission && { permission });
  }
}

const CHANGES_NOTHING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * With a cookie as login, a form of another site can send requests in the name of its visitors, but no header of ours.
 *
 * @throws IdenfyForbiddenError naming the header
 */
function assertSentByScript({ method, headers }: IdenfyHttpRequest): void {
  if (!CHANGES_NOTHING.has(method) && !headers['x-idenfy-client']) {
    throw new IdenfyForbiddenError({
      field: 'X-Idenfy-Client',
      message: "Header 'X-Idenfy-Client' is required.",
      hint: 'Send the header X-Idenfy-Client with any value.',
    });
  }
}
