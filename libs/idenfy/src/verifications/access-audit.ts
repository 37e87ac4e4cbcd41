import { Database } from '../database/database.js';
import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { AuditTrail } from '../audit/audit-trail.js';
import { IdenfyClock } from '../client/clock.js';
import { type AccessAction, IdenfyAccessRecord } from '../database/entities/access-record.entity.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { FreeTexts } from '../privacy/free-texts.js';
import { IdenfyValidationError } from '../errors/refusal.errors.js';

// 18 digits always fit a bigint
const FORM = /^a(\d{1,18})$/;

/** The cursor of the page after this record. Opaque to clients. */
export function accessCursorOf({ id }: { id: string }): string {
  return Buffer.from(`a${id}`).toString('base64url');
}

/** @throws IdenfyValidationError */
export function readAccessCursor(cursor: string): string {
  const [, id] = FORM.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (id === undefined) {
    throw new IdenfyValidationError({
      field: 'cursor',
      message: "Field 'cursor' must be the nextCursor of an earlier page.",
    });
  }
  return id;
}

/** One act of staff that is about to happen. */
export interface Access {
  /** The verification it concerns; null for an act that concerns no single one. */
  verification: Pick<IdenfyVerification, 'id'> | null;
  /** Name of the iDenfy account of an act that concerns no single verification; undefined where it concerns several. */
  account?: string | undefined;
  staffId: string;
  action: AccessAction;
  /** More about it, without personal data: the name of a file, a decision, the id of a run. */
  detail?: string | undefined;
  /** Why, as staff put it; without personal data. */
  reason?: string | undefined;
}

/** Which records to list, newest first. */
export interface AccessQuery {
  account?: string | undefined;
  scanRef?: string | undefined;
  staffId?: string | undefined;
  /** At this time or later. */
  from?: Date | undefined;
  /** Before this time. */
  to?: Date | undefined;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** Records on the page at most. */
  limit: number;
}

/** A record, and the verification it concerns with its ids of today (pseudonyms once it was erased). */
export interface RecordedAccess {
  record: IdenfyAccessRecord;
  /** Why, as staff put it; null where none was given, and once it was erased. */
  reason: string | null;
  verification: Pick<IdenfyVerification, 'account' | 'scanRef' | 'clientId'> | null;
}

/**
 * The audit of what staff read and decided. A record is written before the act, so that no act goes unrecorded; acts that
 * then failed are in it as well.
 */
@Injectable()
export class AccessAudit {
  constructor(
    private readonly database: Database,
    private readonly clock: IdenfyClock,
    private readonly texts: FreeTexts,
    private readonly trail: AuditTrail,
  ) {}

  /** Writes a record. If that fails, the act must not happen. */
  async record({ verification, account: named, staffId, action, detail, reason }: Access): Promise<void> {
    const verificationId = verification?.id ?? null;
    const account = verificationId === null ? (named ?? null) : null;
    await this.database.transaction(async (manager) => {
      const reasonDigest =
        reason === undefined ? null : await this.texts.keep(manager, reason, verificationId);
      const record = { verificationId, account, staffId, action, detail: detail ?? null, reasonDigest };
      await this.trail.recordAccess(manager, [{ ...record, at: this.clock.now() }]);
    });
  }

  /** @throws IdenfyValidationError for an invalid `cursor` */
  async list(query: AccessQuery): Promise<{ items: RecordedAccess[]; nextCursor: string | null }> {
    const found = await this.database.run((manager) =>
      selected(manager, query)
        .orderBy('a.id', 'DESC')
        .limit(query.limit + 1)
        .getMany(),
    );
    const records = found.slice(0, query.limit);
    const verifications = await this.verificationsOf(records);
    const reasons = await this.texts.of(
      records.map(({ reasonDigest: digest, verificationId }) => ({ digest, verificationId })),
    );
    const last = records.at(-1);
    return {
      items: records.map((record, index) => ({
        record,
        reason: reasons[index] ?? null,
        verification: verifications.get(record.verificationId ?? '') ?? null,
      })),
      nextCursor: found.length > query.limit && last ? accessCursorOf(last) : null,
    };
  }

  private async verificationsOf(
    records: readonly IdenfyAccessRecord[],
  ): Promise<ReadonlyMap<string, IdenfyVerification>> {
    const ids = [...new Set(records.flatMap(({ verificationId }) => verificationId ?? []))];
    if (ids.length === 0) return new Map();
    const found = await this.database.run((manager) =>
      manager
        .createQueryBuilder(IdenfyVerification, 'v')
        .select(['v.id', 'v.account', 'v.scanRef', 'v.clientId'])
        .where('v.id in (:...ids)', { ids })
        .getMany(),
    );
    return new Map(found.map((verification) => [verification.id, verification]));
  }
}

function selected(manager: EntityManager, query: AccessQuery): SelectQueryBuilder<IdenfyAccessRecord> {
  const { account, scanRef, staffId, from, to, cursor } = query;
  const select = manager.createQueryBuilder(IdenfyAccessRecord, 'a').where('true');
  if (account !== undefined || scanRef !== undefined) {
    select.leftJoin(IdenfyVerification, 'v', 'v.id = a.verificationId');
  }
  if (account !== undefined) select.andWhere('coalesce(v.account, a.account) = :account', { account });
  if (scanRef !== undefined) select.andWhere('v.scanRef = :scanRef', { scanRef });
  if (staffId !== undefined) select.andWhere('a.staffId = :staffId', { staffId });
  if (from !== undefined) select.andWhere('a.at >= :from', { from });
  if (to !== undefined) select.andWhere('a.at < :to', { to });
  if (cursor !== undefined) select.andWhere('a.id < :before', { before: readAccessCursor(cursor) });
  return select;
}
