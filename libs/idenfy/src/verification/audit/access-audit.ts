import { Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { IdenfyClock } from '../../client/clock.js';
import { type AccessAction, IdenfyAccessRecord } from '../entities/access-record.entity.js';
import { IdenfyVerification } from '../entities/verification.entity.js';
import { accessCursorOf, readAccessCursor } from './access-cursor.js';

/** One look or one decision, about to happen. */
export interface Access {
  /** Whom it is about; null for what is about no single verification. */
  verification: Pick<IdenfyVerification, 'id'> | null;
  staffId: string;
  action: AccessAction;
  /** What of it, free of personal values: the name of a file, a decision, the id of a run. */
  detail?: string | undefined;
  /** Why, in the words of whoever does it; free of personal values. */
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
  /** How many at the most. */
  limit: number;
}

/** A record, and the verification it is about as it is called today. */
export interface RecordedAccess {
  record: IdenfyAccessRecord;
  verification: Pick<IdenfyVerification, 'account' | 'scanRef' | 'clientId'> | null;
}

/**
 * The record of who of the staff looked at what, and decided what. It is written before anything is shown or done, so
 * that nothing happens unrecorded; what then failed stands in it too.
 */
@Injectable()
export class AccessAudit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: IdenfyClock,
  ) {}

  async record({ verification, staffId, action, detail, reason }: Access): Promise<void> {
    await this.dataSource.getRepository(IdenfyAccessRecord).insert({
      verificationId: verification?.id ?? null,
      staffId,
      action,
      detail: detail ?? null,
      reason: reason ?? null,
      at: this.clock.now(),
    });
  }

  /** @throws IdenfyValidationError for a `cursor` that is none of ours */
  async list(query: AccessQuery): Promise<{ items: RecordedAccess[]; nextCursor: string | null }> {
    const found = await this.selected(query)
      .orderBy('a.id', 'DESC')
      .limit(query.limit + 1)
      .getMany();
    const records = found.slice(0, query.limit);
    const verifications = await this.verificationsOf(records);
    const last = records.at(-1);
    return {
      items: records.map((record) => ({
        record,
        verification: verifications.get(record.verificationId ?? '') ?? null,
      })),
      nextCursor: found.length > query.limit && last ? accessCursorOf(last) : null,
    };
  }

  private selected(query: AccessQuery): SelectQueryBuilder<IdenfyAccessRecord> {
    const { account, scanRef, staffId, from, to, cursor } = query;
    const select = this.dataSource.createQueryBuilder(IdenfyAccessRecord, 'a').where('true');
    if (account !== undefined || scanRef !== undefined) {
      select.innerJoin(IdenfyVerification, 'v', 'v.id = a.verificationId');
    }
    if (account !== undefined) select.andWhere('v.account = :account', { account });
    if (scanRef !== undefined) select.andWhere('v.scanRef = :scanRef', { scanRef });
    if (staffId !== undefined) select.andWhere('a.staffId = :staffId', { staffId });
    if (from !== undefined) select.andWhere('a.at >= :from', { from });
    if (to !== undefined) select.andWhere('a.at < :to', { to });
    if (cursor !== undefined) select.andWhere('a.id < :before', { before: readAccessCursor(cursor) });
    return select;
  }

  private async verificationsOf(
    records: readonly IdenfyAccessRecord[],
  ): Promise<ReadonlyMap<string, IdenfyVerification>> {
    const ids = [...new Set(records.flatMap(({ verificationId }) => verificationId ?? []))];
    if (ids.length === 0) return new Map();
    const found = await this.dataSource
      .createQueryBuilder(IdenfyVerification, 'v')
      .select(['v.id', 'v.account', 'v.scanRef', 'v.clientId'])
      .where('v.id in (:...ids)', { ids })
      .getMany();
    return new Map(found.map((verification) => [verification.id, verification]));
  }
}
