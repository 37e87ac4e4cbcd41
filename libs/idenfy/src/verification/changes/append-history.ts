import type { EntityManager } from 'typeorm';
import { int8Array, textArray } from '../binary-array.js';
import type { TableNames } from '../table-names.js';
import type { Change } from './change.js';

/**
 * Writes lines of history, and the runs of the handlers that listen. The runs are made from what all replicas have
 * announced, for the one that applies may not know every handler.
 */
export async function appendHistory(
  manager: EntityManager,
  { event, handler, handlerRun }: TableNames,
  changes: readonly Change[],
): Promise<void> {
  const lines = changes.flatMap(({ verification, at, lines: history }) =>
    history.map((line) => ({ ...line, verificationId: verification.id, at })),
  );
  if (lines.length === 0) return;
  await manager.query(
    `with appended as (
       insert into ${event} (verification_id, from_status, from_final, to_status, final, changed,
                             effect, cause, source, said, inbox_id, actor, note, at)
       select verification_id::uuid, from_status, from_final::boolean, to_status, final::boolean,
              from_status <> to_status or from_final <> final,
              effect, cause, source, said, inbox_id, actor, note, at::timestamptz
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                     $9::text[], $10::bigint[], $11::text[], $12::text[], $13::text[]) with ordinality
           as line(verification_id, from_status, from_final, to_status, final, effect, cause, source,
                   said, inbox_id, actor, note, at, position)
        order by position
       returning id, verification_id, to_status, final, changed, cause, at
     )
     insert into ${handlerRun} (handler, event_id, verification_id, next_try_at)
     select h.name, e.id, e.verification_id, e.at
       from appended e
       join ${handler} h on h.last_seen_at > now() - interval '7 days'
        and ((h.kind = 'verification' and e.changed and ('*' = any(h.filter) or (e.final and e.to_status = any(h.filter))))
          or (h.kind = 'decision' and e.cause = 'DECISION'))
      order by e.id, h.name`,
    [
      textArray(lines.map(({ verificationId }) => verificationId)),
      textArray(lines.map(({ fromStatus }) => fromStatus)),
      textArray(lines.map(({ fromFinal }) => String(fromFinal))),
      textArray(lines.map(({ toStatus }) => toStatus)),
      textArray(lines.map(({ final }) => String(final))),
      textArray(lines.map(({ effect }) => effect)),
      textArray(lines.map(({ cause }) => cause)),
      textArray(lines.map(({ source }) => source)),
      textArray(lines.map(({ said }) => said)),
      int8Array(lines.map(({ inboxId }) => inboxId)),
      textArray(lines.map(({ actor }) => actor)),
      textArray(lines.map(({ note }) => note)),
      textArray(lines.map(({ at }) => at.toISOString())),
    ],
  );
}
