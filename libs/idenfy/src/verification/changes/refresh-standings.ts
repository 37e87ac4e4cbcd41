import type { EntityManager } from 'typeorm';
import { int8Array, textArray } from '../binary-array.js';
import type { TableNames } from '../table-names.js';

/**
 * Works out anew where people stand: the newest attempt with an outcome counts, the host's decision before
 * iDenfy's word; a new attempt makes nobody who is verified less verified.
 *
 * In two statements: each sees what was committed when it began, so one alone that has to wait for a person would judge
 * by what it saw before another attempt of theirs had its outcome.
 */
export async function refreshStandings(
  manager: EntityManager,
  tables: TableNames,
  people: readonly Person[],
  at: Date,
): Promise<void> {
  await judge(manager, tables, await lockPeople(manager, tables, people), at);
}

interface Person {
  readonly account: string;
  readonly clientId: string;
}

async function lockPeople(
  manager: EntityManager,
  { client }: TableNames,
  people: readonly Person[],
): Promise<readonly string[]> {
  const locked = await manager.query<{ id: string }[]>(
    `select c.id
       from ${client} c
       join (select distinct * from unnest($1::text[], $2::text[]) as p(account, client_id)) p
         on p.account = c.account and p.client_id = c.client_id
      order by c.id
        for update of c`,
    [textArray(people.map(({ account }) => account)), textArray(people.map(({ clientId }) => clientId))],
  );
  return locked.map(({ id }) => id);
}

async function judge(
  manager: EntityManager,
  { client, verification }: TableNames,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  await manager.query(
    `with outlook as (
       select person.id, outcome.standing, outcome.verified_until, outcome.id as outcome_id,
              newest.id as newest_id, newest.closed_at is null as live
         from unnest($1::bigint[]) as locked(id)
         join ${client} person on person.id = locked.id
         left join lateral (
           select v.id, v.closed_at
             from ${verification} v
            where v.account = person.account and v.client_id = person.client_id and v.status <> 'START_FAILED'
            order by v.created_at desc limit 1
         ) newest on true
         left join lateral (
           select v.id, v.verified_until,
                  case when coalesce(v.decision, v.status) in ('ACCEPTED', 'APPROVED') then 'VERIFIED' else 'REJECTED' end as standing
             from ${verification} v
            where v.account = person.account and v.client_id = person.client_id
              and (v.decision is not null or (v.final and v.status in ('APPROVED', 'DENIED')))
            order by v.created_at desc limit 1
         ) outcome on true
     ), judged as (
       select id, coalesce(outcome_id, newest_id) as current_id, newest_id, verified_until,
              case when standing = 'VERIFIED' and (verified_until is null or verified_until > $2) then 'VERIFIED'
                   when live then 'PENDING'
                   when standing = 'VERIFIED' then 'EXPIRED'
                   else coalesce(standing, 'NONE') end as standing
         from outlook
     )
     update ${client} c
        set standing = j.standing,
            verified_until = case when j.standing in ('VERIFIED', 'EXPIRED') then j.verified_until end,
            current_verification_id = case when j.standing = 'PENDING' then j.newest_id else j.current_id end,
            denied_at = case when j.standing = 'REJECTED' and c.current_verification_id is distinct from j.current_id then $2
                             when j.standing = 'REJECTED' then coalesce(c.denied_at, $2)
                             else c.denied_at end,
            updated_at = now()
       from judged j
      where j.id = c.id`,
    [int8Array(ids), at],
  );
}
