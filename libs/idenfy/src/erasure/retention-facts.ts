import type { EntityManager } from 'typeorm';
import { nowSql } from '../database/now-sql.js';
import type { TableNames } from '../database/table-names.js';
import { UNDECIDED_SQL } from '../verifications/person-view.js';
import type { RetentionFacts } from './may-be-erased.js';

/** SQL: whether a verification left a record that the law wants kept; `v` is its alias. */
const RECORD_SQL = `(v.submitted_at is not null or coalesce(v.submission, 'refused') <> 'refused' or v.decision is not null
    or v.status in ('APPROVED', 'DENIED', 'SUSPECTED', 'REVIEWING') or coalesce(${UNDECIDED_SQL}, false))`;

/** SQL: whether a verification was ever approved, also where a correction took that back; `v` is its alias. */
function approvedSql({ event }: TableNames): string {
  return `exists (select from ${event} e
                   where e.verification_id = v.id
                     and ((e.final and e.to_status = 'APPROVED') or (e.cause = 'DECISION' and e.reported_status = 'ACCEPTED')))`;
}

/** A person with an account, as rows name them. */
interface Owner {
  readonly account: string;
  readonly client_id: string;
}

/**
 * Locks a verification and its person, in the order in which every change does, and reads what decides about its retention.
 * The rows are read in a statement of its own, which sees what was committed while the locks were awaited.
 *
 * @param now `IdenfyClock.databaseTime()`
 */
export async function lockRetentionFacts(
  manager: EntityManager,
  tables: TableNames,
  verificationId: string,
  now: Date | null,
): Promise<RetentionFacts> {
  const { client, verification } = tables;
  const [owner] = await manager.query<Owner[]>(
    `select account, client_id from ${verification} where id = $1 for no key update`,
    [verificationId],
  );
  if (!owner) throw new Error('The verification to be erased has no row.');
  await manager.query(`select from ${client} where account = $1 and client_id = $2 for update`, [
    owner.account,
    owner.client_id,
  ]);
  const [facts] = await manager.query<RetentionFacts[]>(
    `select ${nowSql('$4')} as now,
            bool_or(v.id = $1 and ${RECORD_SQL}) as "isRecord",
            max(v.closed_at) filter (where v.id = $1) as "closedAt",
            bool_or(coalesce(${UNDECIDED_SQL}, false)) as "isUndecided",
            max(v.closed_at) filter (where ${RECORD_SQL}) as "lastEndedAt",
            max(v.created_at) filter (where ${approvedSql(tables)}) as "approvedStartedAt",
            coalesce(bool_or(c.legal_hold is not null), false) as "isHeld", max(c.retention_until) as "extendedUntil",
            max(c.relationship_begun_at) as "begunAt", max(c.relationship_ended_at) as "endedAt"
       from ${verification} v
       left join ${client} c on c.account = v.account and c.client_id = v.client_id
      where v.account = $2 and v.client_id = $3`,
    [verificationId, owner.account, owner.client_id, now],
  );
  if (!facts) throw new Error('The statement that reads the facts of a retention returned no row.');
  return facts;
}
