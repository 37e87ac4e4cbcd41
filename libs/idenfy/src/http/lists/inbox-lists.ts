import { Injectable } from '@nestjs/common';
import { DeadLetters } from '../../webhooks/replay/dead-letters.js';
import { Orphans } from '../../webhooks/replay/orphans.js';
import { requestedAccount } from '../access/account-of.js';
import type { IdenfyStaffCaller } from '../access/caller.js';
import type { ListDeadLettersDto } from '../dto/list-dead-letters.dto.js';
import type { ListOrphansDto } from '../dto/list-orphans.dto.js';
import { PAGE } from '../dto/list-verifications.dto.js';
import { DeadLetterPageView } from '../views/dead-letter-page.view.js';
import { DeadLetterView } from '../views/dead-letter.view.js';
import { OrphanPageView } from '../views/orphan-page.view.js';
import { OrphanView } from '../views/orphan.view.js';

/** Lists what got stuck on its way from iDenfy to the handlers, confined to the account of whoever asks. */
@Injectable()
export class InboxLists {
  constructor(
    private readonly deadLetters: DeadLetters,
    private readonly orphans: Orphans,
  ) {}

  async deadLetterPage(caller: IdenfyStaffCaller, query: ListDeadLettersDto): Promise<DeadLetterPageView> {
    const { handler } = query;
    const { items, nextCursor } = await page(query, (limit) =>
      this.deadLetters.list({ ...startOf(caller, query), handler, limit }),
    );
    return new DeadLetterPageView(
      items.map((letter) => new DeadLetterView(letter)),
      nextCursor,
    );
  }

  async orphanPage(caller: IdenfyStaffCaller, query: ListOrphansDto): Promise<OrphanPageView> {
    const { items, nextCursor } = await page(query, (limit) =>
      this.orphans.list({ ...startOf(caller, query), limit }),
    );
    return new OrphanPageView(
      items.map((orphan) => new OrphanView(orphan)),
      nextCursor,
    );
  }
}

function startOf(caller: IdenfyStaffCaller, { account, cursor }: ListOrphansDto) {
  return { account: requestedAccount(caller, account), before: cursor };
}

async function page<Item extends { readonly id: string }>(
  { limit = String(PAGE.default) }: ListOrphansDto,
  list: (limit: number) => Promise<readonly Item[]>,
): Promise<{ items: readonly Item[]; nextCursor: string | null }> {
  const found = await list(Number(limit) + 1);
  const items = found.slice(0, Number(limit));
  return { items, nextCursor: found.length > items.length ? (items.at(-1)?.id ?? null) : null };
}
