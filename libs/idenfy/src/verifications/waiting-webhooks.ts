import type { EntityManager } from 'typeorm';
import { notifySql } from '../database/notifications.js';
import { type TableNames, tablesOf } from '../database/table-names.js';

/**
 * SQL that gives webhooks back to the worker which arrived before their verification was known.
 *
 * @param named what the statement selects `account` and `scan_ref` from
 * @param at SQL of the time from which they are due
 */
export function wakeWebhooksSql({ webhook }: TableNames, named: string, at: string): string {
  return `update ${webhook} w set state = 'received', attempts = 0, next_try_at = ${at}
           from ${named}
          where w.account = named.account and w.scan_ref = named.scan_ref and w.state in ('waiting', 'orphan')
         returning ${notifySql('inbox')}`;
}

/** Gives webhooks back to the worker which arrived before the verification with this scanRef was known. */
export async function wakeWebhooks(
  manager: EntityManager,
  { account, scanRef }: { account: string; scanRef: string },
  at: Date,
): Promise<void> {
  const named = '(select $1::text as account, $2::text as scan_ref) named';
  await manager.query(wakeWebhooksSql(tablesOf(manager.connection), named, '$3'), [account, scanRef, at]);
}
