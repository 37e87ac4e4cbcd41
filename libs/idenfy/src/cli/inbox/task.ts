import { isInstant } from '../../contract/instant.js';
import { isReason, REASON_SENTENCE } from '../../http/access/reason.js';
import type { DeadLetterQuery, DeadLetterScope, ReplayAct } from '../../webhooks/replay/dead-letters.js';
import type { OrphanQuery } from '../../webhooks/replay/orphans.js';
import { actorFrom } from '../actor-from.js';
import { UsageError } from '../usage.error.js';
import type { InboxFlags } from './flags.js';

const ROW_ID = /^[1-9]\d{0,17}$/;

/** What is to be done, checked before the database is asked for anything. */
export type InboxTask =
  | { readonly kind: 'list'; readonly query: DeadLetterQuery }
  | { readonly kind: 'show'; readonly id: string; readonly scope: DeadLetterScope }
  | { readonly kind: 'retry'; readonly id: string; readonly act: ReplayAct; readonly scope: DeadLetterScope }
  | {
      readonly kind: 'retry-all';
      readonly since: Date;
      readonly act: ReplayAct;
      readonly scope: DeadLetterScope;
    }
  | { readonly kind: 'orphans'; readonly query: OrphanQuery };

/** @throws {UsageError} */
export function inboxTask(flags: InboxFlags): InboxTask {
  const { action: kind, values } = flags;
  const { account, handler } = values;
  switch (kind) {
    case 'list':
      return { kind, query: { account, handler, ...page(flags) } };
    case 'show':
      return { kind, id: letterId(flags), scope: { account } };
    case 'retry':
      return { kind, id: letterId(flags), act: act(flags), scope: { account } };
    case 'retry-all':
      return { kind, since: since(flags), act: act(flags), scope: { account, handler } };
    case 'orphans':
      return { kind, query: { account, ...page(flags) } };
    default:
      return kind satisfies never;
  }
}

function letterId({ action, words }: InboxFlags): string {
  const [id, ...more] = words;
  if (id === undefined || !ROW_ID.test(id) || more.length > 0) {
    throw new UsageError(
      `inbox ${action} needs the id of one dead letter; 'nestjs-idenfy inbox list' shows them`,
    );
  }
  return id;
}

function page({ values: { limit, before } }: InboxFlags): Pick<OrphanQuery, 'limit' | 'before'> {
  if (limit !== undefined && !/^([1-9]\d?|1\d\d|200)$/.test(limit)) {
    throw new UsageError('--limit must be a number from 1 to 200');
  }
  if (before !== undefined && !ROW_ID.test(before)) throw new UsageError('--before must be an id');
  return { limit: limit === undefined ? undefined : Number(limit), before };
}

function act({ values: { reason, by } }: InboxFlags): ReplayAct {
  if (!isReason(reason)) throw new UsageError(`--reason ${REASON_SENTENCE.replace(/\.$/, '')}`);
  return { actor: actorFrom(by), reason };
}

function since({ values }: InboxFlags): Date {
  if (!isInstant(values.since)) {
    throw new UsageError('--since must be a date, or a time with its zone, such as 2026-01-31T08:00:00Z');
  }
  return new Date(values.since);
}
