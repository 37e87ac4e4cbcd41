import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../verification/actor.js';
import type { Change } from '../verification/changes/change.js';
import { ChangeTransaction } from '../verification/changes/change-transaction.js';
import type { IdenfyVerification } from '../verification/entities/verification.entity.js';
import { ReconciliationSettings } from './reconciliation.options.js';

const FIRST_DISTANCE_MS = 15 * 60 * 1_000;
const UNANSWERED_DISTANCE_MS = 60 * 60 * 1_000;
/** A week of them. */
const UNANSWERED_AT_MOST = 7 * 24;

/** When an overdue session is asked about again, and when that is enough and a human is asked. */
@Injectable()
export class Tries {
  constructor(
    private readonly changes: ChangeTransaction,
    private readonly settings: ReconciliationSettings,
  ) {}

  /** iDenfy answered. Where that settled nothing, it is asked again at a growing distance. */
  async answered({ id }: IdenfyVerification, { counted }: { counted: boolean }): Promise<void> {
    await this.stillOverdue(id, (change) => {
      const lookups = change.verification.lookups + (counted ? 0 : 1);
      const wait = FIRST_DISTANCE_MS * 2 ** Math.max(0, lookups - 1);
      const row = { lookups, unanswered: 0 };
      if (lookups >= this.settings.lookUpsPerSession) askHuman(change, row);
      else later(change, wait, 'LATER', row);
    });
  }

  /** iDenfy could not answer anybody. That is no try, but it does not go on for ever either. */
  async unanswered({ id }: IdenfyVerification, retryAfterSeconds = 0): Promise<void> {
    await this.stillOverdue(id, (change) => {
      const unanswered = change.verification.unanswered + 1;
      const wait = Math.min(FIRST_DISTANCE_MS * 2 ** (unanswered - 1), UNANSWERED_DISTANCE_MS);
      if (unanswered >= UNANSWERED_AT_MOST) askHuman(change, { unanswered: 0 });
      else later(change, Math.max(wait, retryAfterSeconds * 1_000), 'UNANSWERED', { unanswered });
    });
  }

  async putOff({ id }: IdenfyVerification, seconds: number): Promise<void> {
    await this.stillOverdue(id, (change) => later(change, seconds * 1_000, 'LATER'));
  }

  async stopWaiting({ id }: IdenfyVerification): Promise<void> {
    await this.stillOverdue(id, (change) => {
      change.record({ ...OCCASION, cause: 'DEADLINE', note: 'ERASED' }, (row) => {
        row.deadlineAt = null;
      });
    });
  }

  /** A callback may have settled it meanwhile. */
  private async stillOverdue(id: string, work: (change: Change) => void): Promise<void> {
    await this.changes.of(id, (change) => {
      const { deadlineAt } = change.verification;
      if (deadlineAt !== null && deadlineAt <= change.at) work(change);
    });
  }
}

const OCCASION = { source: 'system', actor: SYSTEM, effect: 'noted' } as const;

function later(change: Change, ms: number, note: string, counters: Partial<IdenfyVerification> = {}): void {
  change.record({ ...OCCASION, cause: 'DEADLINE', note }, (row) => {
    Object.assign(row, counters);
    row.deadlineAt = new Date(change.at.getTime() + ms);
  });
}

function askHuman(change: Change, counters: Partial<IdenfyVerification>): void {
  change.record({ ...OCCASION, cause: 'ATTENTION', note: 'OVERDUE' }, (row) => {
    Object.assign(row, counters);
    row.attention ??= 'OVERDUE';
    row.deadlineAt = null;
  });
}
