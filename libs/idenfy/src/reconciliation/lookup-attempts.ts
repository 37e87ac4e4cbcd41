import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../database/actor.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import type { Change } from '../verifications/change.js';
import { raised } from '../verifications/merge.js';
import { ChangeTransaction } from '../verifications/change-log.js';
import { ReconciliationOptions } from './reconciliation.options.js';

const FIRST_DELAY_MS = 15 * 60 * 1_000;
const LONGEST_UNANSWERED_DELAY_MS = 60 * 60 * 1_000;
/** About a week of attempts an hour apart. */
const MAX_UNANSWERED = 7 * 24;

/** When an overdue verification is looked up again, and when staff are asked to look at it instead. */
@Injectable()
export class LookupAttempts {
  constructor(
    private readonly changes: ChangeTransaction,
    private readonly options: ReconciliationOptions,
  ) {}

  /**
   * iDenfy answered, but that may not have settled the verification: the next lookup follows after 15 minutes, then after
   * twice the delay each time.
   *
   * @param counted whether the attempt is counted in `lookups` already
   */
  async answered({ id }: IdenfyVerification, { counted }: { counted: boolean }): Promise<void> {
    await this.ifStillOverdue(id, (change) => {
      const lookups = change.verification.lookups + (counted ? 0 : 1);
      const delay = FIRST_DELAY_MS * 2 ** Math.max(0, lookups - 1);
      const counters = { lookups, unanswered: 0 };
      if (lookups >= this.options.lookupsPerSession) askStaff(change, counters);
      else lookUpLater(change, delay, 'LATER', counters);
    });
  }

  /** iDenfy could not answer. That does not count as a lookup, but it ends as well: after about a week. */
  async unanswered({ id }: IdenfyVerification, retryAfterSeconds = 0): Promise<void> {
    await this.ifStillOverdue(id, (change) => {
      const unanswered = change.verification.unanswered + 1;
      const delay = Math.min(FIRST_DELAY_MS * 2 ** (unanswered - 1), LONGEST_UNANSWERED_DELAY_MS);
      if (unanswered >= MAX_UNANSWERED) askStaff(change, { unanswered: 0 });
      else lookUpLater(change, Math.max(delay, retryAfterSeconds * 1_000), 'UNANSWERED', { unanswered });
    });
  }

  /** Looks it up after so many seconds, without counting an attempt. */
  async postpone({ id }: IdenfyVerification, seconds: number): Promise<void> {
    await this.ifStillOverdue(id, (change) => lookUpLater(change, seconds * 1_000, 'LATER'));
  }

  /** Ends the lookups of a verification that was erased. */
  async stop({ id }: IdenfyVerification): Promise<void> {
    await this.ifStillOverdue(id, (change) => {
      change.record({ ...OCCASION, cause: 'DEADLINE', note: 'ERASED' }, (row) => {
        row.deadlineAt = null;
      });
    });
  }

  /** Does nothing where a webhook has settled the verification meanwhile. */
  private async ifStillOverdue(id: string, work: (change: Change) => void): Promise<void> {
    await this.changes.of(id, (change) => {
      const { deadlineAt } = change.verification;
      if (deadlineAt !== null && deadlineAt <= change.at) work(change);
    });
  }
}

const OCCASION = { source: 'system', actor: SYSTEM, effect: 'noted' } as const;

function lookUpLater(
  change: Change,
  ms: number,
  note: string,
  counters: Partial<IdenfyVerification> = {},
): void {
  change.record({ ...OCCASION, cause: 'DEADLINE', note }, (row) => {
    Object.assign(row, counters);
    row.deadlineAt = new Date(change.at.getTime() + ms);
  });
}

function askStaff(change: Change, counters: Partial<IdenfyVerification>): void {
  change.record({ ...OCCASION, cause: 'ATTENTION', note: 'OVERDUE' }, (row) => {
    Object.assign(row, counters);
    row.attention = raised(row.attention, 'OVERDUE');
    row.deadlineAt = null;
  });
}
