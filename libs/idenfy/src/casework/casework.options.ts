import type { CaseReason } from '@nestjs-idenfy/contract';
import { Nested, Range } from '../client/options.js';

/** Hours of a year. */
const LONGEST = 8_760;

/** Hours after which a case is due, by the reason why it waits. They count from when the reason arose; `DECISION` from the verdict. */
export class DueAfterHours implements Record<CaseReason, number> {
  /** A suspicion is undecided. @default 24 */
  @Range(0, LONGEST, 'number') DECISION = 24;
  /** A proposed decision waits for a second person. @default 8 */
  @Range(0, LONGEST, 'number') SECOND_PERSON = 8;
  /** Two results of equal rank name different verdicts. @default 24 */
  @Range(0, LONGEST, 'number') CONFLICT = 24;
  /** A webhook named another person. @default 24 */
  @Range(0, LONGEST, 'number') CLIENT_MISMATCH = 24;
  /** A webhook came again when the verdict had changed. @default 24 */
  @Range(0, LONGEST, 'number') LATE_DUPLICATE = 24;
  /** A final result contradicts your decision. @default 8 */
  @Range(0, LONGEST, 'number') DECISION_OVERTAKEN = 8;
  /** iDenfy reported a status that this version does not know. @default 24 */
  @Range(0, LONGEST, 'number') UNKNOWN_STATUS = 24;
  /** A review at iDenfy did not end, and lookups did not settle it. @default 0 */
  @Range(0, LONGEST, 'number') OVERDUE = 0;
  /** Several sessions could be the one that was started. @default 24 */
  @Range(0, LONGEST, 'number') AMBIGUOUS_START = 24;
  /** The token of a session is not known here. @default 72 */
  @Range(0, LONGEST, 'number') TOKEN_LOST = 72;
  /** Whether uploaded images arrived is unknown. @default 24 */
  @Range(0, LONGEST, 'number') SUBMISSION_UNKNOWN = 24;
  /** The expiry of a document cannot be read. @default 72 */
  @Range(0, LONGEST, 'number') UNREADABLE_EXPIRY = 72;
  /** iDenfy has not confirmed an erasure. @default 24 */
  @Range(0, LONGEST, 'number') ERASURE_FAILED = 24;
}

/** What staff have to work on. */
export class CaseworkOptions {
  /** Hours after which a case is due, by the reason why it waits. Open cases keep the time that they got. */
  @Nested(DueAfterHours) dueAfterHours = new DueAfterHours();
}

/** What staff have to work on. Part of `IdenfyOptions`. */
export interface IdenfyCaseworkOptions extends Partial<Omit<CaseworkOptions, 'dueAfterHours'>> {
  /** Hours after which a case is due, by the reason why it waits. Open cases keep the time that they got. */
  dueAfterHours?: Partial<DueAfterHours>;
}
