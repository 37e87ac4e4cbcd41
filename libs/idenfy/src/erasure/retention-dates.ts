import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { Database } from '../database/database.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { mayBeErased } from './may-be-erased.js';
import { lockRetentionFacts } from './retention-facts.js';
import { type ResolvedRetention, RetentionRules } from './retention.options.js';

/** How long a verification is kept, as far as that is known now. */
export interface RetentionDates extends ResolvedRetention {
  /** Until when it must be kept; null where it may go now, and where that is not known yet. */
  readonly keptUntil: Date | null;
  /** When it will be erased; null where it never is, and where that is not known yet. */
  readonly erasedAfter: Date | null;
  readonly legalHold: boolean;
  /** When the business relationship ended. */
  readonly relationshipEndedAt: Date | null;
}

/** Tells how long verifications are kept. */
@Injectable()
export class RetentionCalendar {
  constructor(
    private readonly database: Database,
    private readonly rules: RetentionRules,
    private readonly clock: IdenfyClock,
  ) {}

  async of({ id, account }: Pick<IdenfyVerification, 'id' | 'account'>): Promise<RetentionDates> {
    const rules = this.rules.of(account);
    const facts = await this.database.transaction((manager) =>
      lockRetentionFacts(manager, this.database.tables, id, this.clock.databaseTime()),
    );
    const unheld = { ...facts, isHeld: false };
    const endOf = (days: number) => {
      const permission = mayBeErased(unheld, { ...rules, keepAtLeastDays: days });
      return permission.allowed ? null : permission.until;
    };
    return {
      ...rules,
      keptUntil: endOf(rules.keepAtLeastDays),
      erasedAfter: rules.deleteAfterDays === null ? null : endOf(rules.deleteAfterDays),
      legalHold: facts.isHeld,
      relationshipEndedAt: facts.endedAt,
    };
  }
}
