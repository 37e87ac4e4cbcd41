import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { nameInHistory } from '../actor.js';
import { PreparedStatement } from '../prepared-statement.js';
import { tablesOf, type TableNames } from '../table-names.js';
import { VerificationSettings } from '../verification.options.js';
import type { StartInput } from './start.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** How long a start may stay unanswered before somebody looks for its session. */
const UNANSWERED_AFTER_MS = 2 * 60 * 1_000;

/** What the database said to a new attempt. Exactly one of `opened` and `refused` tells, or a live one is in the way. */
export interface Opening {
  /** Id of the new row, or null. */
  opened: string | null;
  /** Why the person may not start now, or null. */
  refused: 'STARTS_PER_DAY' | 'ATTEMPTS' | 'COOL_DOWN' | null;
  /** When a refused person may try again, if ever. */
  again: Date | null;
}

interface OpeningRow {
  opened: string | null;
  live: boolean;
  starts: number;
  oldest: Date | null;
  attempts: number;
  denied_at: Date | null;
}

/** Commits the intent to start, in one statement: the database decides who was first and who has to wait. */
@Injectable()
export class Attempts {
  readonly #opening: PreparedStatement<OpeningRow>;

  constructor(
    dataSource: DataSource,
    private readonly settings: VerificationSettings,
  ) {
    this.#opening = new PreparedStatement(
      dataSource,
      'idenfy-open-attempt',
      openingSql(tablesOf(dataSource)),
    );
  }

  async open(input: StartInput, { now, expiresAt }: { now: Date; expiresAt: Date }): Promise<Opening> {
    const { startsPerDay, attempts, coolDownSeconds } = this.settings;
    const exempt = input.actor.kind !== 'person';
    const [row] = await this.#opening.run([
      input.account,
      input.clientId,
      randomUUID(),
      input.request?.externalRef ?? null,
      now,
      expiresAt,
      nameInHistory(input.actor),
      new Date(now.getTime() + UNANSWERED_AFTER_MS),
      exempt,
      startsPerDay,
      Math.min(attempts, 2 ** 31 - 1),
      new Date(now.getTime() - coolDownSeconds * 1_000),
      input.actor.kind,
    ]);
    if (!row) throw new Error('the database did not answer to a new attempt');
    if (row.opened !== null || row.live || exempt) return { opened: row.opened, refused: null, again: null };
    if (row.attempts >= attempts) return { opened: null, refused: 'ATTEMPTS', again: null };
    const coolUntil = row.denied_at && new Date(row.denied_at.getTime() + coolDownSeconds * 1_000);
    if (coolUntil && coolUntil > now) return { opened: null, refused: 'COOL_DOWN', again: coolUntil };
    if (row.starts >= startsPerDay) {
      return {
        opened: null,
        refused: 'STARTS_PER_DAY',
        again: row.oldest && new Date(row.oldest.getTime() + DAY_MS),
      };
    }
    return { opened: null, refused: null, again: null };
  }
}

function openingSql({ client, verification, event }: TableNames): string {
  return `with person as (
         insert into ${client} as c (account, client_id) values ($1, $2)
         on conflict (account, client_id) do update set updated_at = now()
         returning c.attempts, c.denied_at
       ), recent as (
         select count(*)::int as starts, min(v.created_at) as oldest
           from ${verification} v
          where v.account = $1 and v.client_id = $2 and v.created_at > $5::timestamptz - interval '1 day'
            and v.status <> 'START_FAILED'
       ), live as (
         select v.id from ${verification} v where v.account = $1 and v.client_id = $2 and v.closed_at is null
       ), opened as (
         insert into ${verification} (id, account, client_id, external_ref, status, started_by, expires_at, deadline_at,
                                      created_at, updated_at, visible_at)
         select $3::uuid, $1, $2, $4, 'STARTING', $7, $6, $8, $5, $5, $5
           from person, recent
          where not exists (select from live)
            and ($9 or (recent.starts < $10 and person.attempts < $11
                        and coalesce(person.denied_at <= $12, true)))
         on conflict (account, client_id) where closed_at is null do nothing
         returning id
       ), noted as (
         insert into ${event} (verification_id, from_status, to_status, effect, cause, source, actor, at)
         select id, 'NONE', 'STARTING', 'applied', 'START', $13, $7, $5 from opened
       )
       select (select id from opened) as opened, exists (select from live) as live,
              recent.starts, recent.oldest, person.attempts, person.denied_at
         from person, recent`;
}
