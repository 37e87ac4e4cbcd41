import { Injectable } from '@nestjs/common';
import { type EntityManager, EntityNotFoundError } from 'typeorm';
import {
  AuditTrail,
  HISTORY_PARAMETERS,
  historyInsertSql,
  historyValues,
  type LinkedHistoryRow,
} from '../audit/audit-trail.js';
import { IdenfyClock } from '../client/clock.js';
import { amongSql, int8Array, textArray } from '../database/binary-array.js';
import { Database } from '../database/database.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { nowSql } from '../database/now-sql.js';
import { NOTIFY_EACH_SQL, topicMessages } from '../database/notifications.js';
import type { TableNames } from '../database/table-names.js';
import type { OutboxChange } from '../outbox/outbox-change.js';
import { OutboxParticipants, runsOfChanges } from '../outbox/outbox-writes.js';
import type { RunLease, WrittenRun } from '../outbox/run-store.js';
import { Change, forgetResults } from './change.js';
import { updateRows } from './columns.js';
import { requestEvidence } from './evidence-requests.js';
import { UNDECIDED_SQL } from './person-view.js';
import { VerificationOptions } from './verification.options.js';

/**
 * Writes changes of locked verifications in the caller's transaction, in this order:
 *
 * 1. What follows from the new state: a verification that is over is closed, has no deadline unless a lookup must settle
 *    it, and its token is forgotten (`Change.settled()`, `updateRows()`). With it the new head of its history.
 * 2. The columns that changed, and the end of proposals whose verdict did.
 * 3. One line of history for each step, the runs of the handlers that listen, and the evidence that is to be collected.
 * 4. The standings of the people concerned, computed anew from all their verifications.
 * 5. The rows of outbox participants.
 * 6. A notification for those who follow a verification, and for the runners of handlers; sent with the commit.
 *
 * Only the start of a verification is written elsewhere, each step in one statement, with its history linked before.
 */
@Injectable()
export class ChangeLog {
  constructor(
    private readonly database: Database,
    private readonly options: VerificationOptions,
    private readonly participants: OutboxParticipants,
    private readonly trail: AuditTrail,
  ) {}

  /** @param lease receives the runs that this process may call itself once this is committed */
  async write(manager: EntityManager, changes: readonly Change[], lease?: RunLease): Promise<void> {
    const [first] = changes;
    if (first === undefined) return;
    if (this.options.keep === 'nothing') changes.forEach(({ verification }) => forgetResults(verification));
    const rows = changes.map((change) => change.settled());
    const tables = this.database.tables;
    const history = changes.flatMap(({ verification, lines, at }) =>
      this.trail.continueHistory(verification, lines, at),
    );
    await updateRows(manager, tables, changes);
    await lapseProposals(manager, tables, changes);
    const runsWait = await appendHistory(manager, tables, { history, changes, lease });
    if (this.options.keep === 'evidence') await requestEvidence(manager, tables, changes);
    const { whileUndecided } = this.options.standing;
    await refreshStandings(manager, tables, rows, { at: first.at, whileUndecided });
    await this.participants.write(manager, changes);
    await this.notify(manager, rows, runsWait);
  }

  private async notify(
    manager: EntityManager,
    rows: readonly IdenfyVerification[],
    runsWait: boolean,
  ): Promise<void> {
    const messages = [
      ...topicMessages(
        'verification',
        rows.map(({ id }) => id),
      ),
      ...(runsWait ? topicMessages('runs', ['']) : []),
    ];
    await manager.query(NOTIFY_EACH_SQL, [messages]);
  }
}

/** Changes one verification: locks its row, lets `work` change it, and writes the change, with the time of the database. */
@Injectable()
export class ChangeTransaction {
  constructor(
    private readonly database: Database,
    private readonly log: ChangeLog,
    private readonly clock: IdenfyClock,
  ) {}

  /**
   * Runs `work` on the locked row. Where it records nothing, nothing is written; where it throws, everything is rolled
   * back.
   */
  async of(
    id: string,
    work: (change: Change, manager: EntityManager) => void | Promise<void>,
  ): Promise<IdenfyVerification> {
    return this.database.transaction(async (manager) => {
      const [row] = await manager.query<(Record<string, unknown> & { now: Date })[]>(
        `select ${this.database.columns(IdenfyVerification, 'v')}, ${nowSql('$2')} as now
           from ${this.database.tables.verification} v where v.id = $1 for no key update of v`,
        [id, this.clock.databaseTime()],
      );
      if (!row) throw new EntityNotFoundError(IdenfyVerification, { id });
      const verification = this.database.entity(IdenfyVerification, row);
      const change = new Change(verification, row.now);
      await work(change, manager);
      if (change.lines.length > 0) await this.log.write(manager, [change]);
      return verification;
    });
  }
}

async function lapseProposals(
  manager: EntityManager,
  { proposal }: TableNames,
  changes: readonly Change[],
): Promise<void> {
  const lapsed = changes.filter(({ lapsedProposal }) => lapsedProposal !== null);
  const [first] = lapsed;
  if (first === undefined) return;
  await manager.query(
    `update ${proposal} set state = 'LAPSED', decided_at = $2 where id = any($1::uuid[]) and state = 'WAITING'`,
    [lapsed.map(({ lapsedProposal }) => lapsedProposal), first.at],
  );
}

/**
 * Writes rows of history and, in the same statement, the runs of the handlers that listen.
 *
 * @param lease receives the runs that this process may call itself
 * @returns whether there are runs that a process has to claim
 */
async function appendHistory(
  manager: EntityManager,
  tables: TableNames,
  {
    history,
    changes,
    lease,
  }: {
    history: readonly LinkedHistoryRow[];
    changes: readonly OutboxChange[];
    lease: RunLease | undefined;
  },
): Promise<boolean> {
  if (history.length === 0) return false;
  const runs = runsOfChanges(
    tables,
    { history: 'appended', firstParameter: HISTORY_PARAMETERS + 1 },
    { changes, lease },
  );
  const written = await manager.query<WrittenRun[]>(
    `with appended as (
       ${historyInsertSql(tables, { firstParameter: 1 })}
     )${runs.text}`,
    [...historyValues(history), ...runs.values],
  );
  lease?.add(written, changes);
  return written.some(({ leased }) => !leased);
}

/** When standings are computed, and whether an approval goes on counting while a later outcome is open. */
interface StandingRule {
  readonly at: Date;
  /** The option `standing.whileUndecided`. */
  readonly whileUndecided: 'suspend' | 'keep';
}

/**
 * Computes the standing of people from all their verifications: the newest one with an outcome counts, and the host's
 * decision counts before iDenfy's status. A new verification does not end an approval, but one that is submitted and
 * undecided suspends it, whether it is an ordinary review or a suspicion; starts read from the same row that there is one.
 *
 * It takes two statements, because each sees what was committed when it began: a single one that had to wait for the lock
 * on a person would not see the outcome that the other transaction committed meanwhile.
 */
export async function refreshStandings(
  manager: EntityManager,
  tables: TableNames,
  people: readonly Person[],
  rule: StandingRule,
): Promise<void> {
  await computeStandings(manager, tables, await lockPeople(manager, tables, people), rule);
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
  const named = `select found.id
                   from unnest($1::text[], $2::text[]) as p(account, client_id)
                  cross join lateral (
                    select c.id from ${client} c where c.account = p.account and c.client_id = p.client_id limit 1) found`;
  const locked = await manager.query<{ id: string }[]>(
    `select c.id from ${client} c where ${amongSql('c.id', named)} order by c.id for update`,
    [textArray(people.map(({ account }) => account)), textArray(people.map(({ clientId }) => clientId))],
  );
  return locked.map(({ id }) => id);
}

/**
 * One statement for all of them. With `keep`, the approval that counted so far is what the row of the person holds: the
 * verification it came from may be the one that is undecided now. `limit` and `offset` make the planner look up people and
 * their verifications one by one, by the index; `materialized` reads the verifications once for all that is computed from them.
 */
async function computeStandings(
  manager: EntityManager,
  { client, verification }: TableNames,
  ids: readonly string[],
  { at, whileUndecided }: StandingRule,
): Promise<void> {
  await manager.query(
    `with person as materialized (
       select p.*
         from unnest($1::bigint[]) as locked(id)
        cross join lateral (
          select id, account, client_id, standing, verified_until, current_verification_id
            from ${client} c where c.id = locked.id limit 1) p
     ), theirs as materialized (
       select person.id as person_id, v.*
         from person
        cross join lateral (
          select v.id, v.created_at, v.closed_at, v.verified_until, v.status,
                 ${UNDECIDED_SQL} as undecided,
                 case when v.decision is not null or (v.final and v.status in ('APPROVED', 'DENIED'))
                        or (v.status = 'SUSPECTED' and v.id = person.current_verification_id and person.standing = 'VERIFIED')
                      then case when coalesce(v.decision, v.status) in ('ACCEPTED', 'APPROVED', 'SUSPECTED') then 'VERIFIED'
                                else 'REJECTED' end end as standing
            from ${verification} v
           where v.account = person.account and v.client_id = person.client_id
          offset 0) v
     ), outlook as (
       select person.id, outcome.standing, outcome.verified_until, outcome.id as outcome_id,
              newest.id as newest_id, newest.closed_at is null as live, undecided.id as undecided_id,
              $3 and undecided.id is not null and outcome.standing = 'VERIFIED' and person.standing = 'VERIFIED'
                and (person.verified_until is null or person.verified_until > $2) as kept,
              outcome.standing is not distinct from 'VERIFIED' as approved
         from person
         left join (${newestOfEach(`status <> 'START_FAILED'`)}) newest on newest.person_id = person.id
         left join (${newestOfEach('undecided')}) undecided on undecided.person_id = person.id
         left join (${newestOfEach('standing is not null')}) outcome on outcome.person_id = person.id
     ), computed as (
       select id, coalesce(outcome_id, newest_id) as current_id, newest_id, undecided_id, verified_until, kept, approved,
              case when kept then 'VERIFIED'
                   when undecided_id is not null then 'PENDING'
                   when standing = 'VERIFIED' and (verified_until is null or verified_until > $2) then 'VERIFIED'
                   when live then 'PENDING'
                   when standing = 'VERIFIED' then 'EXPIRED'
                   else coalesce(standing, 'NONE') end as standing
         from outlook
     )
     update ${client} c
        set standing = j.standing,
            undecided_verification_id = j.undecided_id,
            verified_until = case when j.kept then c.verified_until
                                  when j.standing in ('VERIFIED', 'EXPIRED') then j.verified_until end,
            current_verification_id = case when j.kept then c.current_verification_id
                                           when j.standing = 'PENDING' then coalesce(j.undecided_id, j.newest_id)
                                           else j.current_id end,
            denied_at = case when j.standing = 'REJECTED'
                              and (c.standing, c.current_verification_id) is distinct from ('REJECTED', j.current_id) then $2
                             else c.denied_at end,
            verified_at = coalesce(c.verified_at, case when j.approved then $2 end),
            updated_at = now()
       from computed j
      where j.id = c.id and ${amongSql('c.id', 'select unnest($1::bigint[])')}`,
    [int8Array(ids), at, whileUndecided === 'keep'],
  );
}

function newestOfEach(condition: string): string {
  return `select distinct on (person_id) * from theirs where ${condition} order by person_id, created_at desc`;
}
