import { type Actor, nameInHistory } from '../actor.js';
import { awaitsData } from '../awaits-data.js';
import type { Cause } from '../entities/verification-event.entity.js';
import type { IdenfyVerification } from '../entities/verification.entity.js';
import type { Effect } from '../merge/merge.js';
import { visibleState } from '../person-view.js';
import type { Column } from './changeable-columns.js';
import { ColumnSnapshot } from './column-snapshot.js';

/** One line of history in the making. */
export interface HistoryLine {
  readonly fromStatus: string;
  readonly fromFinal: boolean;
  readonly toStatus: string;
  readonly final: boolean;
  readonly effect: Effect;
  readonly cause: Cause;
  readonly source: string;
  readonly said: string | null;
  readonly inboxId: string | null;
  readonly actor: string;
  readonly note: string | null;
}

export interface Occasion {
  readonly cause: Cause;
  readonly source: string;
  readonly actor: Actor;
  readonly effect?: Effect;
  readonly said?: string | null;
  readonly inboxId?: string | null;
  readonly note?: string | null;
}

/**
 * A locked verification that is being changed: each step is remembered as a line of history, and what follows
 * from the new state (closing, forgetting the token, what the person can see) is worked out once at the end.
 */
export class Change {
  readonly lines: HistoryLine[] = [];
  readonly #visibleBefore: string;
  readonly #columnsBefore: ColumnSnapshot;

  constructor(
    readonly verification: IdenfyVerification,
    readonly at: Date,
  ) {
    this.#visibleBefore = visibleState(verification);
    this.#columnsBefore = new ColumnSnapshot(verification);
  }

  /** Applies `step` to the verification and writes down what it did. */
  record(occasion: Occasion, step: (verification: IdenfyVerification) => void = () => {}): this {
    const { status: fromStatus, final: fromFinal } = this.verification;
    step(this.verification);
    const { status: toStatus, final } = this.verification;
    const { cause, source, actor, effect = 'applied', said = null, inboxId = null, note = null } = occasion;
    this.lines.push({
      fromStatus,
      fromFinal,
      toStatus,
      final,
      effect,
      cause,
      source,
      actor: nameInHistory(actor),
      said,
      inboxId,
      note,
    });
    return this;
  }

  /** The verification with all that follows from its new state. */
  settled(): IdenfyVerification {
    const { verification, at } = this;
    if (isOver(verification)) {
      verification.closedAt ??= at;
      verification.deadlineAt = keepsLookingUp(verification) ? verification.deadlineAt : null;
    }
    if (visibleState(verification) !== this.#visibleBefore) verification.visibleAt = at;
    return verification;
  }

  /** What is to be written besides `closed_at`. */
  movedColumns(): readonly Column[] {
    return this.#columnsBefore.moved();
  }
}

/** A final result, a decision, or an end without result: nothing stands in the way of another attempt. */
export function isOver({
  status,
  final,
  decision,
}: Pick<IdenfyVerification, 'status' | 'final' | 'decision'>): boolean {
  if (decision !== null) return true;
  return final && status !== 'SUSPECTED';
}

/** Something about it is still to be asked. */
function keepsLookingUp(row: IdenfyVerification): boolean {
  return row.attention === 'CONFLICT' || row.attention === 'LATE_REPEAT' || awaitsData(row);
}
