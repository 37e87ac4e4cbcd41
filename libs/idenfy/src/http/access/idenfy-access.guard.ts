import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { IdenfyAccounts } from '../../client/accounts.js';
import { isScanRef } from '../../contract/scan-ref.js';
import { IdenfyForbiddenError } from '../../errors/idenfy-forbidden.error.js';
import { IdenfyNotFoundError } from '../../errors/idenfy-not-found.error.js';
import { IdenfyUnauthenticatedError } from '../../errors/idenfy-unauthenticated.error.js';
import { IdenfyValidationError } from '../../errors/idenfy-validation.error.js';
import type { IdenfyVerification } from '../../verification/entities/verification.entity.js';
import { IdenfyVerifications } from '../../verification/idenfy-verifications.js';
import { type AccessRule, accessRuleOf } from './access-rule.js';
import { assertKnownAccount, requestedAccount } from './account-of.js';
import { admit } from './admission.js';
import type { IdenfyCaller } from './caller.js';
import { isStaff } from './caller.js';
import { checkedCaller } from './checked-caller.js';
import type { IdenfyHttpRequest } from './http-request.js';
import { IdenfyAccess } from './idenfy-access.js';

/**
 * Stands before every route of ours. Order of the checks: 401 nobody, 403 not for this kind of caller, 400 no scanRef,
 * 404 unknown or not theirs (one query for both). What needs the body comes after it.
 */
@Injectable()
export class IdenfyAccessGuard implements CanActivate {
  constructor(
    private readonly access: IdenfyAccess,
    private readonly verifications: IdenfyVerifications,
    private readonly accounts: IdenfyAccounts,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = accessRuleOf(context.getHandler());
    if (rule === 'signed') {
      return true;
    }
    const request = context.switchToHttp().getRequest<IdenfyHttpRequest>();
    const caller = checkedCaller(await this.access.identify(request));
    if (!caller) {
      throw new IdenfyUnauthenticatedError();
    }
    if (!mayUse(rule, caller)) {
      throw new IdenfyForbiddenError();
    }
    admit(request, { caller, verification: await this.verificationFor(caller, request) });
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
    const account = requestedAccount(caller, query['account']) ?? 'default';
    const verification = await this.verifications.find(
      isStaff(caller) ? { account, scanRef } : { account, scanRef, clientId: caller.clientId },
    );
    if (!verification) {
      throw new IdenfyNotFoundError();
    }
    return verification;
  }

  /** An empty list would look as if nothing had ever happened there. */
  private refuseUnknownAccount(caller: IdenfyCaller, asked: unknown): void {
    if (!isStaff(caller) || asked === undefined) return;
    assertKnownAccount(requestedAccount(caller, asked) ?? 'default', this.accounts.names());
  }
}

/** A route without a rule is for nobody. */
function mayUse(rule: AccessRule | undefined, caller: IdenfyCaller): boolean {
  switch (rule) {
    case 'person or staff':
      return true;
    case 'person':
      return !isStaff(caller);
    case 'staff':
      return isStaff(caller);
    default:
      return false;
  }
}
