import type { EntityManager } from 'typeorm';
import { topicMessages } from '../../verification/notifications/topic.js';
import type { TableNames } from '../../verification/table-names.js';
import { int8Array, textArray } from '../../verification/binary-array.js';

/** A callback that handlers are to hear of. */
export interface SettledCallback {
  readonly inboxId: string;
  readonly eventType: string | null;
  /** Null when its session is not known. */
  readonly verificationId: string | null;
}

/**
 * Makes the runs of every announced `@OnIdenfyWebhook` handler, whether or not this process knows it. A callback that
 * comes through the worker again gets none it has already, and one of an erased person, whose bytes are gone, none.
 */
export async function createWebhookRuns(
  manager: EntityManager,
  { handler, handlerRun, webhook }: TableNames,
  callbacks: readonly SettledCallback[],
  now: Date,
): Promise<void> {
  if (callbacks.length === 0) return;
  await manager.query(
    `with created as (
       insert into ${handlerRun} (handler, inbox_id, verification_id, next_try_at)
       select h.name, c.inbox_id, c.verification_id::uuid, $4
         from unnest($1::bigint[], $2::text[], $3::text[]) with ordinality
           as c(inbox_id, event_type, verification_id, position)
         join ${webhook} w on w.id = c.inbox_id and w.body is not null
         join ${handler} h
           on h.kind = 'webhook' and h.last_seen_at > now() - interval '7 days'
          and ('*' = any(h.filter) or c.event_type = any(h.filter))
        order by c.position, h.name
           on conflict do nothing
       returning id
     )
     select pg_notify('idenfy', '${topicMessages('runs', [''])[0]}') where exists (select from created)`,
    [
      int8Array(callbacks.map(({ inboxId }) => inboxId)),
      textArray(callbacks.map(({ eventType }) => eventType)),
      textArray(callbacks.map(({ verificationId }) => verificationId)),
      now,
    ],
  );
}
