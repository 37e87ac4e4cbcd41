import { type IdenfyStaffCaller, requestedAccount } from '../access/caller.js';
import { Account, Cursor, Limit } from '../dto.decorators.js';
import { limitOf, type Page } from '../openapi/page.js';

/** Which rows are listed, newest first. All values arrive as text. */
export class ListRowsDto {
  @Cursor(/^[1-9]\d{0,17}$/)
  cursor?: string;

  @Limit()
  limit?: string;

  @Account()
  account?: string;
}

interface RowQuery {
  account: string | undefined;
  before: string | undefined;
  limit: number;
}

/**
 * A page of rows whose cursor is the id of the last one, confined to the account of the caller.
 *
 * @param list is asked for one row more than the page has, which tells whether there is another page
 */
export async function inboxPage<Row extends { readonly id: string }, View>(
  caller: IdenfyStaffCaller,
  query: Pick<ListRowsDto, 'cursor' | 'limit' | 'account'>,
  list: (query: RowQuery) => Promise<readonly Row[]>,
  viewOf: (row: Row) => View,
): Promise<Page<View>> {
  const limit = limitOf(query);
  const account = requestedAccount(caller, query.account);
  const found = await list({ account, before: query.cursor, limit: limit + 1 });
  const items = found.slice(0, limit);
  return {
    items: items.map(viewOf),
    nextCursor: found.length > items.length ? (items.at(-1)?.id ?? null) : null,
  };
}
