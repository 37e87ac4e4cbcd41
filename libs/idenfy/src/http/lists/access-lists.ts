import { Injectable } from '@nestjs/common';
import { AccessAudit } from '../../verification/audit/access-audit.js';
import { requestedAccount } from '../access/account-of.js';
import type { IdenfyStaffCaller } from '../access/caller.js';
import type { ListAccessDto } from '../dto/list-access.dto.js';
import { PAGE } from '../dto/list-verifications.dto.js';
import { AccessPageView } from '../views/access-page.view.js';
import { AccessView } from '../views/access.view.js';
import { timeOf } from './time-of.js';

/** Lists the audit, confined to the account of whoever asks. */
@Injectable()
export class AccessLists {
  constructor(private readonly audit: AccessAudit) {}

  async page(caller: IdenfyStaffCaller, query: ListAccessDto): Promise<AccessPageView> {
    const { scanRef, staff, from, to, cursor, limit } = query;
    const { items, nextCursor } = await this.audit.list({
      account: requestedAccount(caller, query.account),
      scanRef,
      staffId: staff,
      from: timeOf(from),
      to: timeOf(to),
      cursor,
      limit: Number(limit ?? PAGE.default),
    });
    return new AccessPageView(
      items.map((item) => new AccessView(item)),
      nextCursor,
    );
  }
}
