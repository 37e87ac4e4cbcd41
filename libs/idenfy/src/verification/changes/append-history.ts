import type { EntityManager } from 'typeorm';
import { boolArray, int4Array, int8Array, textArray, timestamptzArray } from '../binary-array.js';
import type { TableNames } from '../table-names.js';
import type { Change } from './change.js';
import type { RunLease } from './run-lease.js';

interface MadeRun {
  readonly id: string;
  readonly handler: string;
  readonly event_id: string;
  readonly verification_id: string;
  readonly leased: boolean;
}

/**
 * Writes lines of history, and the runs of the handlers that listen. The runs are made from what all replicas have
 * announced, for the one that applies may not know every handler.
 *
 * @param lease takes the runs of verifications with one line, where nothing earlier of theirs waits: that keeps the order
 * @returns whether there are runs that somebody has to claim
 */
export async function appendHistory(
  manager: EntityManager,
  { event, handler, handlerRun }: TableNames,
  changes: readonly Change[],
  lease?: RunLease,
): Promise<boolean> {
  const lines = changes.flatMap(({ verification, at, lines: history }) =>
    history.map((line) => ({ ...line, verificationId: verification.id, at })),
  );
  if (lines.length === 0) return false;
  const alone = lease ? changes.filter((change) => change.lines.length === 1) : [];
  const handlers = [...(lease?.room.keys() ?? [])];
  const runs = await manager.query<MadeRun[]>(
    `with appended as (
       insert into ${event} (verification_id, from_status, from_final, to_status, final, changed,
                             effect, cause, source, said, inbox_id, actor, note, at)
       select verification_id::uuid, from_status, from_final, to_status, final,
              from_status <> to_status or from_final <> final,
              effect, cause, source, said, inbox_id, actor, note, at
         from unnest($1::text[], $2::text[], $3::boolean[], $4::text[], $5::boolean[], $6::text[], $7::text[], $8::text[],
                     $9::text[], $10::bigint[], $11::text[], $12::text[], $13::timestamptz[]) with ordinality
           as line(verification_id, from_status, from_final, to_status, final, effect, cause, source,
                   said, inbox_id, actor, note, at, position)
        order by position
       returning id, verification_id, to_status, final, changed, cause, at
     ), due as (
       select h.name as handler, e.id as event_id, e.verification_id, e.at,
              case when alone.position <= room.runs then (
                select earlier.id
                  from ${handlerRun} earlier
                 where earlier.handler = h.name and earlier.verification_id = e.verification_id
                   and earlier.state = 'pending'
                 order by earlier.id
                 limit 1) is null
              else false end as leased
         from appended e
         join ${handler} h on h.last_seen_at > now() - interval '7 days'
          and ((h.kind = 'verification' and e.changed and ('*' = any(h.filter) or (e.final and e.to_status = any(h.filter))))
            or (h.kind = 'decision' and e.cause = 'DECISION'))
         left join unnest($14::text[], $15::int[]) as room(handler, runs) on room.handler = h.name
         left join unnest($16::text[]) with ordinality as alone(verification_id, position)
           on alone.verification_id::uuid = e.verification_id
     )
     insert into ${handlerRun} (handler, event_id, verification_id, attempts, next_try_at, leased_until)
     select handler, event_id, verification_id, leased::int,
            case when leased then $17::timestamptz else at end, case when leased then $17::timestamptz end
       from due
      order by event_id, handler
     returning id, handler, event_id, verification_id, leased_until is not null as leased`,
    [
      textArray(lines.map(({ verificationId }) => verificationId)),
      textArray(lines.map(({ fromStatus }) => fromStatus)),
      boolArray(lines.map(({ fromFinal }) => fromFinal)),
      textArray(lines.map(({ toStatus }) => toStatus)),
      boolArray(lines.map(({ final }) => final)),
      textArray(lines.map(({ effect }) => effect)),
      textArray(lines.map(({ cause }) => cause)),
      textArray(lines.map(({ source }) => source)),
      textArray(lines.map(({ said }) => said)),
      int8Array(lines.map(({ inboxId }) => inboxId)),
      textArray(lines.map(({ actor }) => actor)),
      textArray(lines.map(({ note }) => note)),
      timestamptzArray(lines.map(({ at }) => at)),
      textArray(handlers),
      int4Array(handlers.map((name) => lease?.left(name) ?? 0)),
      textArray(alone.map(({ verification }) => verification.id)),
      lease?.until ?? null,
    ],
  );
  return takeLeased(runs, alone, lease);
}

function takeLeased(runs: readonly MadeRun[], alone: readonly Change[], lease?: RunLease): boolean {
  const changes = new Map(alone.map((change) => [change.verification.id, change]));
  for (const { id, handler, event_id: eventId, verification_id, leased } of runs) {
    const change = changes.get(verification_id);
    const line = change?.lines[0];
    if (leased && change && line) lease?.runs.push({ id, handler, eventId, change, line });
  }
  return runs.some(({ leased }) => !leased);
}
