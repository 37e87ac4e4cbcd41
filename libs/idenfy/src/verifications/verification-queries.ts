import type { Attention } from '@nestjs-idenfy/contract';
import { Database } from '../database/database.js';
import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { type EntityManager, MoreThan, type SelectQueryBuilder } from 'typeorm';
import { IdenfyPerson } from '../database/entities/person.entity.js';
import { IdenfyVerificationEvent } from '../database/entities/verification-event.entity.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { nowSql } from '../database/now-sql.js';
import { FreeTexts } from '../privacy/free-texts.js';
import { IdenfyValidationError } from '../errors/refusal.errors.js';
import { PERSON_STATUS_SQL } from './person-view.js';

const FORM = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The cursor of the page after this verification. Opaque to clients. */
export function cursorOf({ createdAt, id }: { createdAt: Date; id: string }): string {
  return Buffer.from(`${createdAt.getTime()}.${id}`).toString('base64url');
}

/** @throws IdenfyValidationError */
export function readCursor(cursor: string): { createdAt: Date; id: string } {
  const [, milliseconds, id] = FORM.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  const createdAt = new Date(Number(milliseconds));
  if (id === undefined || Number.isNaN(createdAt.getTime())) {
    throw invalidCursor();
  }
  return { createdAt, id };
}

// 18 digits always fit a bigint
const EVENT_FORM = /^h(\d{1,18})$/;

/** The cursor of the page of history after this event. Opaque to clients. */
export function eventCursorOf({ id }: { id: string }): string {
  return Buffer.from(`h${id}`).toString('base64url');
}

/** @throws IdenfyValidationError */
export function readEventCursor(cursor: string): string {
  const [, id] = EVENT_FORM.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (id === undefined) throw invalidCursor();
  return id;
}

function invalidCursor(): IdenfyValidationError {
  return new IdenfyValidationError({
    field: 'cursor',
    message: "Field 'cursor' must be the nextCursor of an earlier page.",
  });
}

/** Which verifications to list, newest first. */
export interface VerificationQuery {
  account?: string | undefined;
  clientId?: string | undefined;
  /** Whether `status` is the one that a person sees, or iDenfy's, which staff see. */
  audience: 'person' | 'staff';
  status?: string | undefined;
  /** Only those that staff should look at: for any reason, or for this one. */
  attention?: true | Attention | undefined;
  /** Started at this time or later. */
  from?: Date | undefined;
  /** Started before this time. */
  to?: Date | undefined;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** Verifications on the page at most. */
  limit: number;
}

/** One page of a list. */
export interface VerificationPage {
  items: IdenfyVerification[];
  /** For the next page; null on the last one. */
  nextCursor: string | null;
}

/** Which part of the history of a verification to read. */
export interface HistoryQuery {
  /** `nextCursor` of the page before. @default the oldest event */
  cursor?: string | undefined;
  /** Events on the page at most. @default 100 */
  limit?: number | undefined;
}

/** One page of the history of a verification, oldest event first. */
export interface HistoryPage {
  items: IdenfyVerificationEvent[];
  /** For the next page; null on the last one. */
  nextCursor: string | null;
}

/** A person, and whether the end of their approval has passed, by the clock of the database. */
export interface PersonNow {
  person: IdenfyPerson;
  hasEnded: boolean;
  now: Date;
}

/** Reads tracked verifications from the database; never asks iDenfy. */
@Injectable()
export class VerificationQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: IdenfyClock,
    private readonly texts: FreeTexts,
  ) {}

  /** With a `clientId`, another person's verification is found no more than one that does not exist, by the same query. */
  find(key: {
    account: string;
    scanRef: string;
    clientId?: string | undefined;
  }): Promise<IdenfyVerification | null> {
    const { account, scanRef, clientId } = key;
    return this.database.run((manager) =>
      manager.findOneBy(IdenfyVerification, {
        account,
        scanRef,
        ...(clientId !== undefined && { clientId }),
      }),
    );
  }

  /** @throws IdenfyValidationError for an invalid `cursor` */
  async list(query: VerificationQuery): Promise<VerificationPage> {
    const found = await this.database.run((manager) =>
      selected(manager, query)
        .orderBy('v.createdAt', 'DESC')
        .addOrderBy('v.id', 'DESC')
        .limit(query.limit + 1)
        .getMany(),
    );
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return { items, nextCursor: found.length > query.limit && last ? cursorOf(last) : null };
  }

  /** @throws IdenfyValidationError for an invalid `cursor` */
  async history(
    { id }: Pick<IdenfyVerification, 'id'>,
    { cursor, limit = 100 }: HistoryQuery = {},
  ): Promise<HistoryPage> {
    const after = cursor === undefined ? '0' : readEventCursor(cursor);
    const found = await this.database.run((manager) =>
      manager.find(IdenfyVerificationEvent, {
        where: { verificationId: id, id: MoreThan(after) },
        order: { id: 'ASC' },
        take: limit + 1,
      }),
    );
    const items = found.slice(0, limit);
    const notes = await this.texts.of(
      items.map(({ noteDigest: digest }) => ({ digest, verificationId: id })),
    );
    items.forEach((event, index) => (event.note ??= notes[index] ?? null));
    const last = items.at(-1);
    return { items, nextCursor: found.length > limit && last ? eventCursorOf(last) : null };
  }

  async person(account: string, clientId: string): Promise<PersonNow | null> {
    const [row] = await this.database.query<(Record<string, unknown> & { has_ended: boolean; now: Date })[]>(
      `select ${this.database.columns(IdenfyPerson, 'c')}, coalesce(c.verified_until <= ${nowSql('$3')}, false) as has_ended,
              ${nowSql('$3')} as now
         from ${this.database.tables.client} c where c.account = $1 and c.client_id = $2`,
      [account, clientId, this.clock.databaseTime()],
    );
    if (!row) return null;
    return { person: this.database.entity(IdenfyPerson, row), hasEnded: row.has_ended, now: row.now };
  }

  /** Those of a person that have an outcome, are live, or count for the standing; newest first. */
  async decisive({ account, clientId, currentVerificationId }: IdenfyPerson): Promise<IdenfyVerification[]> {
    const rows = await this.database.query<Record<string, unknown>[]>(
      `select ${this.database.columns(IdenfyVerification, 'v')}
         from ${this.database.tables.verification} v
        where v.account = $1 and v.client_id = $2
          and (v.closed_at is null or v.decision is not null or (v.final and v.status in ('APPROVED', 'DENIED')) or v.id = $3)
        order by v.created_at desc`,
      [account, clientId, currentVerificationId],
    );
    return rows.map((row) => this.database.entity(IdenfyVerification, row));
  }

  byId(id: string): Promise<IdenfyVerification | null> {
    return this.database.run((manager) => manager.findOneBy(IdenfyVerification, { id }));
  }
}

function selected(manager: EntityManager, query: VerificationQuery): SelectQueryBuilder<IdenfyVerification> {
  const { account, clientId, status, from, to, cursor, audience, attention } = query;
  const select = manager.createQueryBuilder(IdenfyVerification, 'v').where('true');
  if (account !== undefined) select.andWhere('v.account = :account', { account });
  if (clientId !== undefined) select.andWhere('v.clientId = :clientId', { clientId });
  if (from !== undefined) select.andWhere('v.createdAt >= :from', { from });
  if (to !== undefined) select.andWhere('v.createdAt < :to', { to });
  if (attention !== undefined) select.andWhere(`v.attention <> '{}'`);
  if (typeof attention === 'string') select.andWhere(':attention = any(v.attention)', { attention });
  if (status !== undefined) {
    select.andWhere(`${audience === 'person' ? PERSON_STATUS_SQL : 'v.status'} = :status`, { status });
  }
  if (cursor !== undefined) {
    const { createdAt, id } = readCursor(cursor);
    select.andWhere('(v.createdAt, v.id) < (cast(:createdAt as timestamptz), cast(:id as uuid))', {
      createdAt,
      id,
    });
  }
  return select;
}
