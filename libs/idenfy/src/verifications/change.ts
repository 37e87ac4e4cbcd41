import type { Attention } from '@nestjs-idenfy/contract';
import { type Actor, nameInHistory, SYSTEM } from '../database/actor.js';
import type { Cause, Effect } from '../database/entities/verification-event.entity.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import type { HistoryLine, ReviewFacts } from '../outbox/outbox-change.js';
import { uncontradicted } from './checks.js';
import { type Column, ColumnSnapshot } from './columns.js';
import { isPlainlyApproved, isUnderReview, visibleState } from './person-view.js';
import { isVerdict, rankOf, readRank } from './merge.js';

/** What a step of a change is caused by, and what history says of it. */
export interface Occasion {
  readonly cause: Cause;
  readonly source: string;
  readonly actor: Actor;
  readonly effect?: Effect;
  readonly reportedStatus?: string | null;
  readonly inboxId?: string | null;
  readonly note?: string | null;
  /** Of what staff wrote: `FreeTexts.keep()`. */
  readonly noteDigest?: string | null;
}

/**
 * A verification that is being changed while its row is locked. Each step becomes a line of history; what follows from
 * the new state (closing, the deadline, what the person can see) is derived once at the end, by `settled()`.
 */
export class Change {
  readonly lines: HistoryLine[] = [];
  readonly previous: ReviewFacts;
  /** As far as its reasons are attributed to lines. */
  #attention: readonly Attention[];
  readonly #visibleBefore: string;
  readonly #verdictBefore: string;
  readonly #decidedBefore: string;
  #lapsed: string | null = null;
  readonly #columnsBefore: ColumnSnapshot;

  constructor(
    readonly verification: IdenfyVerification,
    readonly at: Date,
  ) {
    const { status, final, decision, proposalId, attention, erasedAt } = verification;
    this.previous = { status, final, decision, proposalId, attention, erasedAt };
    this.#attention = attention;
    this.#visibleBefore = visibleState(verification);
    this.#verdictBefore = verdictState(verification);
    this.#decidedBefore = decisionState(verification);
    this.#columnsBefore = new ColumnSnapshot(verification);
  }

  /** Applies `step` to the verification, and adds the line of history that says what it did. */
  record(occasion: Occasion, step: (verification: IdenfyVerification) => void = () => {}): this {
    this.#attributeAttention();
    const { status: fromStatus, final: fromFinal } = this.verification;
    step(this.verification);
    const { status: toStatus, final } = this.verification;
    const {
      cause,
      source,
      actor,
      effect = 'applied',
      reportedStatus = null,
      inboxId = null,
      note = null,
      noteDigest = null,
    } = occasion;
    this.lines.push({
      fromStatus,
      fromFinal,
      toStatus,
      final,
      effect,
      cause,
      source,
      actor: nameInHistory(actor),
      reportedStatus,
      raised: [],
      inboxId,
      note,
      noteDigest,
    });
    this.#attributeAttention();
    return this;
  }

  /** The verification, with everything that follows from its new state. */
  settled(): IdenfyVerification {
    const { verification, at } = this;
    this.#attributeAttention();
    if (isOver(verification)) {
      verification.closedAt ??= at;
      verification.deadlineAt = keepsLookingUp(verification) ? verification.deadlineAt : null;
    } else if (verification.closedAt !== null) {
      verification.closedAt = null;
      verification.reopenedAt = at;
    }
    if (verification.checksClean.length > 0) {
      verification.checksClean = uncontradicted(verification.checksClean, verification);
    }
    if (verification.informationUntil !== null && !isPlainlyApproved(verification)) {
      forgetInformationRequest(verification);
    }
    if (visibleState(verification) !== this.#visibleBefore) verification.visibleAt = at;
    this.#moveCase();
    return verification;
  }

  /** Id of the proposal that can no longer be answered, because what it was made on has changed. */
  get lapsedProposal(): string | null {
    return this.#lapsed;
  }

  /** What was raised since the last line, in its step or after it, was raised by what that line is about. */
  #attributeAttention(): void {
    const last = this.lines.pop();
    if (last === undefined) return;
    const { attention } = this.verification;
    const added = attention.filter((reason) => !this.#attention.includes(reason));
    this.lines.push({ ...last, raised: [...last.raised, ...added] });
    this.#attention = attention;
  }

  /** A proposal ends with the verdict it was made on, and what a decision is made on gets another version. */
  #moveCase(): void {
    const { verification } = this;
    const verdict = verdictState(verification);
    if (verification.proposalId !== null && verdict !== this.#verdictBefore) {
      this.#lapsed = verification.proposalId;
      this.record(
        { cause: 'PROPOSAL', source: 'system', actor: SYSTEM, effect: 'noted', note: 'LAPSED' },
        (row) => {
          row.proposalId = null;
        },
      );
    }
    const moved = verdict !== this.#verdictBefore || decisionState(verification) !== this.#decidedBefore;
    if (moved) verification.caseVersion += 1;
  }

  /** The columns to write besides `closed_at`. */
  movedColumns(): readonly Column[] {
    return this.#columnsBefore.moved();
  }
}

/** What a decision is made on: the verdict and the tags. */
function verdictState(verification: IdenfyVerification): string {
  const { status, final, fraudTags, mismatchTags, erasedAt } = verification;
  return JSON.stringify([
    status,
    final,
    isUnderReview(verification),
    fraudTags.toSorted(),
    mismatchTags.toSorted(),
    erasedAt !== null,
  ]);
}

function decisionState({ decision, decisionBy, proposalId }: IdenfyVerification): string {
  return JSON.stringify([decision, decisionBy, proposalId]);
}

/** Whether it has a final result, a decision, or an end without a result, or was erased: then it is closed. */
export function isOver({
  status,
  final,
  decision,
  erasedAt,
}: Pick<IdenfyVerification, 'status' | 'final' | 'decision' | 'erasedAt'>): boolean {
  if (decision !== null || erasedAt !== null) return true;
  return final && status !== 'SUSPECTED';
}

/** Ends a verification here, although iDenfy has reported no end. A report of a verdict still outranks this. */
export function endWithoutVerdict(row: IdenfyVerification, status: 'EXPIRED' | 'CANCELLED'): void {
  row.status = status;
  row.final = true;
  row.rank = Math.max(row.rank, rankOf({ level: 'ended', source: 'automatic', finishTime: 0 }));
}

/** The person has answered what staff asked for, or must not be asked any more. */
export function forgetInformationRequest(row: IdenfyVerification): void {
  row.informationRequestedAt = null;
  row.informationUntil = null;
  row.informationUrl = null;
}

/** Empties tags and results of checks: `keep: 'nothing'`, and erasure. */
export function forgetResults(row: IdenfyVerification): void {
  row.fraudTags = [];
  row.mismatchTags = [];
  row.autoDocument = null;
  row.autoFace = null;
  row.manualDocument = null;
  row.manualFace = null;
  row.checksAsked = [];
  row.checksClean = [];
  row.checksRank = 0;
}

/** Whether the final verdict was looked up, and iDenfy has not reported since what it read from the document. */
export function awaitsData({
  status,
  final,
  rank,
  dataAskedAt,
}: Pick<IdenfyVerification, 'status' | 'final' | 'rank' | 'dataAskedAt'>): boolean {
  const { source, finishTime } = readRank(rank);
  if (!final || source !== 'looked-up' || !isVerdict(status)) return false;
  return dataAskedAt === null || dataAskedAt.getTime() < finishTime * 1_000;
}

/** Whether iDenfy has to be asked which of two verdicts stands. */
export function isDisputed({ attention }: { readonly attention: readonly Attention[] }): boolean {
  return attention.includes('CONFLICT') || attention.includes('LATE_DUPLICATE');
}

/** Whether a closed verification needs another lookup. */
function keepsLookingUp(row: IdenfyVerification): boolean {
  if (isDisputed(row)) return true;
  return awaitsData(row) || isUnderReview(row);
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** iDenfy delivers results within 20 minutes of completion (D:callbacks/ResultCallback); later than this, one is overdue. */
export const RESULT_WITHIN_MS = 25 * MINUTE;

/** When a session that was opened as late as possible is finished and its result delivered. */
export function deadlineOfSession({
  expiresAt,
  sessionLength,
}: {
  expiresAt: Date;
  sessionLength: number;
}): Date {
  return new Date(expiresAt.getTime() + sessionLength * SECOND + RESULT_WITHIN_MS);
}

/**
 * When a session that the person has not finished is over for certain; null if that is not known. A session without a
 * known token ends with its token, and a minute later where its answer was lost: iDenfy may have created it as late as
 * with the last attempt.
 */
export function endOfSession({
  status,
  attention,
  deadlineAt,
  expiresAt,
}: Pick<IdenfyVerification, 'status' | 'attention' | 'deadlineAt' | 'expiresAt'>): Date | null {
  const personMayBeInIt = status === 'ACTIVE' && !attention.includes('TOKEN_LOST');
  if (personMayBeInIt) return deadlineAt;
  return expiresAt && new Date(expiresAt.getTime() + MINUTE);
}

/** When the result is due once the images or the person are at iDenfy; never later than the deadline before. */
export function deadlineAfterSubmission(
  { deadlineAt }: Pick<IdenfyVerification, 'deadlineAt'>,
  at: Date,
): Date {
  const due = new Date(at.getTime() + RESULT_WITHIN_MS);
  return deadlineAt !== null && deadlineAt < due ? deadlineAt : due;
}

/** When the review is due after a provisional result; null after a final one. */
export function deadlineAfterResult({ final }: Pick<IdenfyVerification, 'final'>, at: Date): Date | null {
  return final ? null : deadlineOfReview(at);
}

/** When a review that begins now is due. */
export function deadlineOfReview(at: Date): Date {
  return new Date(at.getTime() + RESULT_WITHIN_MS);
}

/** Whether the session can no longer be finished, although iDenfy has not reported it. */
export function isPastItsEnd(verification: IdenfyVerification, now: Date): boolean {
  const { status, submittedAt, submission } = verification;
  if (status !== 'ACTIVE' && status !== 'UNKNOWN' && status !== 'STARTING') return false;
  if (submittedAt !== null || (submission !== null && submission !== 'refused')) return false;
  const end = endOfSession(verification);
  return end !== null && end <= now;
}
