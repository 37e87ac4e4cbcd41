import type { EntityManager } from 'typeorm';
import type { TableNames } from '../../verification/table-names.js';

/** A stored callback that this process has locked and is to apply. */
export interface ClaimedWebhook {
  readonly id: string;
  readonly account: string;
  /** Hex. */
  readonly digest: string;
  /** Sealed; null once purged, and here once it was opened. */
  body: Buffer | null;
  readonly event_type: string | null;
  readonly late_repeat: boolean;
  /** Failed and waiting tries so far. */
  readonly attempts: number;
  readonly received_at: Date;
}

const COLUMNS = `id, account, encode(digest, 'hex') as digest, body, event_type, late_repeat, attempts, received_at`;

/** Bodies can have 10 MB: what is claimed at once stays within this, beyond the first one. */
const MAX_BYTES = 32 * 2 ** 20;

/**
 * Takes what is due, the longest waiting first. The locks are the claim: other processes skip these rows, and get them
 * back the moment this transaction or this process ends. See `leased()` for a process that vanishes without a word.
 */
export function claimDue(
  manager: EntityManager,
  { webhook }: TableNames,
  { now, limit }: { now: Date; limit: number },
): Promise<ClaimedWebhook[]> {
  return manager.query(
    `select ${COLUMNS}
       from (select due.*,
                    sum(octet_length(body)) over w as bytes,
                    row_number() over w as position
               from (select *
                       from ${webhook}
                      where state in ('received', 'waiting') and next_try_at <= $1::timestamptz
                      order by next_try_at, id
                      limit $2
                        for update skip locked) due
             window w as (order by next_try_at, id)) claimed
      where position = 1 or bytes <= $3
      order by position`,
    [now, limit, MAX_BYTES],
  );
}

/** Takes one of them, if it is still to be applied and nobody else has it. */
export async function claimOne(
  manager: EntityManager,
  { webhook }: TableNames,
  id: string,
): Promise<ClaimedWebhook | undefined> {
  const [row] = await manager.query<ClaimedWebhook[]>(
    `select ${COLUMNS} from ${webhook} where id = $1 and state in ('received', 'waiting') for update skip locked`,
    [id],
  );
  return row;
}

/**
 * Ends the transaction, and with it the claim, when nothing is heard of this process for so long: a machine that lost
 * its power closes no connection.
 */
export async function leased(manager: EntityManager, leaseMs: number): Promise<void> {
  await manager.query(`set local idle_in_transaction_session_timeout = ${Math.trunc(leaseMs)}`);
}
