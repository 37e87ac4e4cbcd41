import type { Attention } from '@nestjs-idenfy/contract';
import type { Cause, Effect } from '../database/entities/verification-event.entity.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';

/** One line of a verification's history, as it is about to be written. */
export interface HistoryLine {
  readonly fromStatus: string;
  readonly fromFinal: boolean;
  readonly toStatus: string;
  readonly final: boolean;
  readonly effect: Effect;
  readonly cause: Cause;
  readonly source: string;
  readonly reportedStatus: string | null;
  /** The reasons for attention that it raised. */
  readonly raised: readonly Attention[];
  readonly inboxId: string | null;
  readonly actor: string;
  readonly note: string | null;
  /** Keyed digest of what staff wrote, whose text stands in `idenfy_free_text`. @default null */
  readonly noteDigest?: string | null;
}

/** What of a verification tells whether staff have to do something. */
export type ReviewFacts = Pick<
  IdenfyVerification,
  'status' | 'final' | 'decision' | 'proposalId' | 'attention' | 'erasedAt'
>;

/** Changes of one verification that are being committed together. */
export interface OutboxChange {
  /** How it was before. */
  readonly previous: ReviewFacts;
  /** The row as the changes leave it. */
  readonly verification: IdenfyVerification;
  /** What is written to its history, in order; at least one line. */
  readonly lines: readonly HistoryLine[];
  readonly at: Date;
}
