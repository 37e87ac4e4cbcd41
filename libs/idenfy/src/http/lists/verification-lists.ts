import { Injectable } from '@nestjs/common';
import { IdenfyForbiddenError } from '../../errors/idenfy-forbidden.error.js';
import { IdenfyVerifications } from '../../verification/idenfy-verifications.js';
import { requestedAccount } from '../access/account-of.js';
import type { IdenfyCaller } from '../access/caller.js';
import { isStaff } from '../access/caller.js';
import { type ListVerificationsDto, PAGE } from '../dto/list-verifications.dto.js';
import { verificationFor } from '../views/verification.view.js';
import { VerificationPageView } from '../views/verification-page.view.js';
import { timeOf } from './time-of.js';

/** Lists what the caller may see, filtered by what they can see of it. */
@Injectable()
export class VerificationLists {
  constructor(private readonly verifications: IdenfyVerifications) {}

  async page(caller: IdenfyCaller, query: ListVerificationsDto): Promise<VerificationPageView> {
    const { status, cursor } = query;
    const { items, nextCursor } = await this.verifications.list({
      account: requestedAccount(caller, query.account),
      ...whose(caller, query),
      status,
      from: timeOf(query.from),
      to: timeOf(query.to),
      cursor,
      limit: Number(query.limit ?? PAGE.default),
    });
    return new VerificationPageView(
      items.map((verification) => verificationFor(caller, verification)),
      nextCursor,
    );
  }
}

function whose(caller: IdenfyCaller, { clientId, attention }: ListVerificationsDto) {
  if (isStaff(caller)) {
    return { audience: 'staff' as const, clientId, attention: attention === 'true' };
  }
  if (clientId !== undefined && clientId !== caller.clientId) {
    throw new IdenfyForbiddenError({ field: 'clientId' });
  }
  // What a human should look at is exactly what a person must not be told.
  if (attention !== undefined) {
    throw new IdenfyForbiddenError({ field: 'attention' });
  }
  return { audience: 'person' as const, clientId: caller.clientId };
}
