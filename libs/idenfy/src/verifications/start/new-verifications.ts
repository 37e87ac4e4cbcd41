import {
  AuditTrail,
  historyLineSql,
  type HistoryOwner,
  type HistoryRow,
  historyLineValues,
} from '../../audit/audit-trail.js';
import { Database } from '../../database/database.js';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, nameInHistory } from '../../database/actor.js';
import type { PreparedStatement } from '../../database/prepared-statement.js';
import { IdenfyClock } from '../../client/clock.js';
import { nowSql } from '../../database/now-sql.js';
import type { TableNames } from '../../database/table-names.js';
import { VerificationOptions } from '../verification.options.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** How long `/token` may stay unanswered before the sweep looks for the session. */
const UNANSWERED_AFTER_MS = 2 * 60 * 1_000;

/** Who is to be verified, and who starts it. */
export interface NewVerification {
  readonly account: string;
  readonly clientId: string;
  readonly externalRef: string | null;
  readonly actor: Actor;
  readonly requested: Requested;
  /** Whether none is opened while the person is asked for more information. */
  readonly unlessAsked: boolean;
}

/** What the session is started for, as figures are grouped by it; null where none or several were requested. */
export interface Requested {
  readonly country: string | null;
  readonly document: string | null;
  readonly level: string | null;
}

/** A new row: where its history stands, and when that was. */
export interface OpenedVerification extends HistoryOwner {
  /** The time of the database. */
  readonly at: Date;
  /** `IdenfyClock.elapsedMs()` at that time. */
  readonly elapsedMs: number;
}

/** Whether a row was opened. With neither `opened` nor `refused`, the person has a live verification already. */
export interface Opening {
  /** The new row, or null. */
  readonly opened: OpenedVerification | null;
  /** Why it was not opened: the person is asked for more, an outcome is open, which holds for staff as well, or a limit is reached. */
  readonly refused: 'ASKED' | 'UNDECIDED' | 'STARTS_PER_DAY' | 'ATTEMPTS' | 'COOL_DOWN' | null;
  /** Seconds after which a refused person may start again; null where that is not known. */
  readonly againAfterSeconds: number | null;
}

/**
 * Opens the row of a verification before iDenfy is asked, so that no crash leaves a paid session without a row. One
 * statement checks the limits and opens it: of several starts at the same time, the database lets one through.
 */
@Injectable()
export class NewVerifications {
  readonly #opening: PreparedStatement<OpeningRow>;

  constructor(
    private readonly database: Database,
    private readonly trail: AuditTrail,
    private readonly options: VerificationOptions,
    private readonly clock: IdenfyClock,
  ) {
    this.#opening = database.prepare(openingSql);
  }

  /**
   * Opens a row with status STARTING, unless the person has an undecided or a live verification or has reached a limit.
   * @param expirySeconds how long the token will be valid
   */
  async open(
    { account, clientId, externalRef, actor, requested, unlessAsked }: NewVerification,
    expirySeconds: number,
  ): Promise<Opening> {
    const { startsPerDay, attempts = Infinity, coolDownSeconds } = this.options.limits;
    const exempt = actor.kind !== 'person';
    const now = await this.database.now(this.clock.databaseTime());
    const elapsedMs = this.clock.elapsedMs();
    const opened = { id: randomUUID(), historyLength: 0, historyMac: null, at: now, elapsedMs };
    const line = this.trail.nextLine(opened, openedBy(actor), now);
    const [row] = await this.#opening.run([
      account,
      clientId,
      opened.id,
      externalRef,
      now,
      expirySeconds,
      nameInHistory(actor),
      UNANSWERED_AFTER_MS,
      exempt,
      startsPerDay,
      Math.min(attempts, 2 ** 31 - 1),
      coolDownSeconds,
      opened.historyLength,
      opened.historyMac,
      requested.country,
      requested.document,
      requested.level,
      unlessAsked,
      ...historyLineValues(line),
    ]);
    if (!row) throw new Error('The statement that opens a verification returned no row.');
    if (unlessAsked && row.asked) return { opened: null, refused: 'ASKED', againAfterSeconds: null };
    if (row.undecided) return { opened: null, refused: 'UNDECIDED', againAfterSeconds: null };
    if (row.opened !== null) return { opened, refused: null, againAfterSeconds: null };
    if (row.live || exempt) return { opened: null, refused: null, againAfterSeconds: null };
    if (row.attempts >= attempts) return { opened: null, refused: 'ATTEMPTS', againAfterSeconds: null };
    const secondsUntil = (from: Date, ms: number) => (from.getTime() + ms - row.now.getTime()) / 1_000;
    const coolDown = row.denied_at && secondsUntil(row.denied_at, coolDownSeconds * 1_000);
    if (coolDown !== null && coolDown > 0) {
      return { opened: null, refused: 'COOL_DOWN', againAfterSeconds: coolDown };
    }
    if (row.starts >= startsPerDay) {
      const againAfterSeconds = row.oldest && secondsUntil(row.oldest, DAY_MS);
      return { opened: null, refused: 'STARTS_PER_DAY', againAfterSeconds };
    }
    return { opened: null, refused: null, againAfterSeconds: null };
  }
}

function openedBy(actor: Actor): HistoryRow {
  return {
    fromStatus: 'NONE',
    fromFinal: false,
    toStatus: 'STARTING',
    final: false,
    changed: false,
    effect: 'applied',
    cause: 'START',
    source: actor.kind,
    actor: nameInHistory(actor),
  };
}

interface OpeningRow {
  opened: string | null;
  live: boolean;
  asked: boolean;
  undecided: boolean;
  starts: number;
  oldest: Date | null;
  attempts: number;
  denied_at: Date | null;
  now: Date;
}

/**
 * The row of the person is locked by the insert, so what it returns is what was committed last: a correction included. The
 * order of `recent` is that of the index of a person's verifications: without it, PostgreSQL may read all verifications of
 * the account by another index, as long as it has no statistics of a new table.
 */
function openingSql(tables: TableNames): string {
  const { client, verification } = tables;
  return `with clock as (
         select ${nowSql('$5')} as now
       ), person as (
         insert into ${client} as c (account, client_id) values ($1, $2)
         on conflict (account, client_id) do update set updated_at = now()
         returning c.attempts, c.denied_at, c.undecided_verification_id is not null as undecided
       ), recent as (
         select count(*)::int as starts, min(created_at) as oldest
           from (select v.created_at from ${verification} v
                  where v.account = $1 and v.client_id = $2 and v.created_at > ${nowSql('$5')} - interval '1 day'
                    and v.status <> 'START_FAILED'
                  order by v.created_at) as started
       ), live as (
         select v.id from ${verification} v
          where v.account = $1 and v.client_id = $2 and v.closed_at is null and v.reopened_at is null
       ), asked as (
         select coalesce((select v.information_until > clock.now from ${verification} v
                           where v.account = $1 and v.client_id = $2 and v.information_until is not null
                           order by v.created_at desc limit 1), false) as asked
           from clock
       ), opened as (
         insert into ${verification} (id, account, client_id, external_ref, status, started_by, expires_at, deadline_at,
                                      created_at, updated_at, visible_at, history_length, history_mac, requested_country, requested_document,
                                      requested_level)
         select $3::uuid, $1, $2, $4, 'STARTING', $7, now + $6 * interval '1 second', now + $8 * interval '1 millisecond',
                now, now, now, $13, $14, $15, $16, $17
           from clock, person, recent, asked
          where not exists (select from live) and not person.undecided and not ($18 and asked.asked)
            and ($9 or (recent.starts < $10 and person.attempts < $11
                        and coalesce(person.denied_at <= now - $12 * interval '1 second', true)))
         on conflict (account, client_id) where closed_at is null and reopened_at is null do nothing
         returning id
       ), noted as (
         ${historyLineSql(tables, { firstParameter: 19, onlyOf: 'opened' })}
       )
       select (select id from opened) as opened, exists (select from live) as live, asked.asked,
              person.undecided, recent.starts, recent.oldest, person.attempts, person.denied_at, now
         from clock, person, recent, asked`;
}
