import { Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { IdenfyPerson } from './entities/person.entity.js';
import { IdenfyVerification } from './entities/verification.entity.js';
import { IdenfyVerificationEvent } from './entities/verification-event.entity.js';
import { cursorOf, readCursor } from './cursor.js';
import { PERSON_STATUS_SQL } from './person-view.js';

/** Which verifications to list, newest first. */
export interface VerificationQuery {
  account?: string | undefined;
  clientId?: string | undefined;
  /** A person filters by what they can see, staff by what iDenfy said. */
  audience: 'person' | 'staff';
  status?: string | undefined;
  /** Only what staff should look at. */
  attention?: boolean | undefined;
  /** Started at this time or later. */
  from?: Date | undefined;
  /** Started before this time. */
  to?: Date | undefined;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** How many at the most. */
  limit: number;
}

export interface VerificationPage {
  items: IdenfyVerification[];
  nextCursor: string | null;
}

/** Reads what is tracked; asks nobody but our own database. */
@Injectable()
export class VerificationQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** With a `clientId`, somebody else's verification is as unknown as one that never was: the same query, the same answer. */
  find(key: {
    account: string;
    scanRef: string;
    clientId?: string | undefined;
  }): Promise<IdenfyVerification | null> {
    const { account, scanRef, clientId } = key;
    return this.dataSource
      .getRepository(IdenfyVerification)
      .findOneBy({ account, scanRef, ...(clientId !== undefined && { clientId }) });
  }

  /** @throws IdenfyValidationError for a `cursor` that is none of ours */
  async list(query: VerificationQuery): Promise<VerificationPage> {
    const found = await this.selected(query)
      .orderBy('v.createdAt', 'DESC')
      .addOrderBy('v.id', 'DESC')
      .limit(query.limit + 1)
      .getMany();
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return { items, nextCursor: found.length > query.limit && last ? cursorOf(last) : null };
  }

  history({ id }: IdenfyVerification): Promise<IdenfyVerificationEvent[]> {
    return this.dataSource
      .getRepository(IdenfyVerificationEvent)
      .find({ where: { verificationId: id }, order: { id: 'ASC' } });
  }

  person(account: string, clientId: string): Promise<IdenfyPerson | null> {
    return this.dataSource.getRepository(IdenfyPerson).findOneBy({ account, clientId });
  }

  byId(id: string): Promise<IdenfyVerification | null> {
    return this.dataSource.getRepository(IdenfyVerification).findOneBy({ id });
  }

  private selected(query: VerificationQuery): SelectQueryBuilder<IdenfyVerification> {
    const { account, clientId, status, from, to, cursor, audience, attention } = query;
    const select = this.dataSource.createQueryBuilder(IdenfyVerification, 'v').where('true');
    if (account !== undefined) select.andWhere('v.account = :account', { account });
    if (clientId !== undefined) select.andWhere('v.clientId = :clientId', { clientId });
    if (from !== undefined) select.andWhere('v.createdAt >= :from', { from });
    if (to !== undefined) select.andWhere('v.createdAt < :to', { to });
    if (attention) select.andWhere('v.attention is not null');
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
}
