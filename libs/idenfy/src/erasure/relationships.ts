import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { Database } from '../database/database.js';
import { IdenfyPerson } from '../database/entities/person.entity.js';
import { nowSql } from '../database/now-sql.js';
import { IdenfyNotFoundError, IdenfyValidationError } from '../errors/refusal.errors.js';

/** A person of an account. */
export interface RelatedPerson {
  /** The host's id of the person. */
  clientId: string;
  /** Name of the iDenfy account. @default 'default' */
  account?: string | undefined;
}

/** The business relationship with a person as it was recorded, and how long retention is extended. */
export interface Relationship {
  readonly clientId: string;
  readonly account: string;
  /** Null where none was recorded. */
  readonly begunAt: Date | null;
  /** Null while it lasts. */
  readonly endedAt: Date | null;
  /** Null where the retention is not extended. */
  readonly retentionUntil: Date | null;
}

/** All that keeps the data of a person, besides the rules of the account. */
export interface PersonRetention extends Relationship {
  /** What ordered the extension. */
  readonly retentionReason: string | null;
  /** What nothing is erased for; null without a legal hold. */
  readonly legalHold: string | null;
}

/**
 * Records when the business relationship with a person begins and ends. With `retention.startsAt: 'relationship-end'` the
 * data of a person who was approved is kept until years after the recorded end, and without one it is never erased by itself.
 *
 * @example
 * ```ts
 * @OnVerification('APPROVED')
 * async open({ verification, at }: VerificationChange) {
 *   await this.accounts.open(verification.clientId);
 *   await this.relationships.begun(verification, at);
 * }
 * ```
 */
@Injectable()
export class Relationships {
  constructor(
    private readonly database: Database,
    private readonly clock: IdenfyClock,
  ) {}

  /** @throws IdenfyNotFoundError for a person without a verification */
  async of({ clientId, account = 'default' }: RelatedPerson): Promise<PersonRetention> {
    const person = await this.database.run((manager) =>
      manager.findOneBy(IdenfyPerson, { account, clientId }),
    );
    if (!person) throw unknownPerson();
    return {
      ...relationshipOf(person),
      retentionReason: person.retentionReason,
      legalHold: person.legalHold,
    };
  }

  /**
   * Records the begin. After the recorded end of an earlier relationship it is a new one; otherwise the earliest begin counts,
   * so a call that is repeated with the same time changes nothing.
   *
   * @param at when it began. @default now
   * @throws IdenfyNotFoundError for a person without a verification
   */
  begun(person: RelatedPerson, at?: Date): Promise<Relationship> {
    return this.update(
      person,
      `relationship_begun_at = case when relationship_ended_at < coalesce($4::timestamptz, ${nowSql('$3')})
                                    then coalesce($4::timestamptz, ${nowSql('$3')})
                                    else least(relationship_begun_at, coalesce($4::timestamptz, ${nowSql('$3')})) end,
       relationship_ended_at = case when relationship_ended_at < coalesce($4::timestamptz, ${nowSql('$3')})
                                    then null else relationship_ended_at end`,
      [this.clock.databaseTime(), at ?? null],
    );
  }

  /**
   * Records the end. A one-off transaction is begun and ended at the same time.
   *
   * @throws IdenfyNotFoundError for a person without a verification
   * @throws IdenfyValidationError for an end before the recorded begin
   */
  ended(person: RelatedPerson, at: Date): Promise<Relationship> {
    return this.record(person, { endedAt: at });
  }

  /**
   * Sets begin, end or both as given, for corrections as well; null takes back what was recorded.
   *
   * @throws IdenfyNotFoundError for a person without a verification
   * @throws IdenfyValidationError for an end before the begin
   */
  async record(
    person: RelatedPerson,
    { begunAt, endedAt }: { begunAt?: Date | null | undefined; endedAt?: Date | null | undefined },
  ): Promise<Relationship> {
    return this.update(
      person,
      `relationship_begun_at = case when $3 then $4::timestamptz else relationship_begun_at end,
       relationship_ended_at = case when $5 then $6::timestamptz else relationship_ended_at end`,
      [begunAt !== undefined, begunAt ?? null, endedAt !== undefined, endedAt ?? null],
    );
  }

  /**
   * Extends the retention of everything about the person, as an authority may order; a time that has passed ends the extension.
   *
   * @param reason what orders it, such as a case number; without personal data
   * @throws IdenfyNotFoundError for a person without a verification
   */
  extendRetention(
    person: RelatedPerson,
    { until, reason }: { until: Date; reason: string },
  ): Promise<Relationship> {
    return this.update(person, 'retention_until = $3, retention_reason = $4', [until, reason]);
  }

  private async update(
    { clientId, account = 'default' }: RelatedPerson,
    set: string,
    values: readonly unknown[],
  ): Promise<Relationship> {
    return this.database.transaction(async (manager) => {
      const [rows] = await manager.query<[Record<string, unknown>[], number]>(
        `update ${this.database.tables.client} c set ${set}, updated_at = now()
          where account = $1 and client_id = $2
         returning ${this.database.columns(IdenfyPerson, 'c')}`,
        [account, clientId, ...values],
      );
      const [row] = rows;
      if (!row) throw unknownPerson();
      const relationship = relationshipOf(this.database.entity(IdenfyPerson, row));
      const { begunAt, endedAt } = relationship;
      if (begunAt && endedAt && endedAt < begunAt) {
        throw new IdenfyValidationError({
          field: 'endedAt',
          message: "Field 'endedAt' must not be before the begin of the relationship.",
        });
      }
      return relationship;
    });
  }
}

function relationshipOf(person: IdenfyPerson): Relationship {
  const { clientId, account, relationshipBegunAt, relationshipEndedAt, retentionUntil } = person;
  return { clientId, account, begunAt: relationshipBegunAt, endedAt: relationshipEndedAt, retentionUntil };
}

function unknownPerson(): IdenfyNotFoundError {
  return new IdenfyNotFoundError({ message: 'No person with this clientId has started a verification.' });
}
