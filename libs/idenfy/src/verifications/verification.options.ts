import { isText } from '@nestjs-idenfy/contract';
import {
  CheckedBy,
  Nested,
  OneOf,
  Optional,
  Range,
  requireNumber,
  resolveOptions,
} from '../client/options.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import { checkedLevels, type IdenfyLevels } from './levels.js';

/** The largest number that PostgreSQL counts with. */
const MOST = 2 ** 31 - 1;

/** How often one person may start a verification; staff are exempt. */
export class LimitOptions {
  /** Verifications that one person may start within 24 hours. Refused and resumed starts do not count. @default 5 */
  @Range(0, MOST) startsPerDay = 5;

  /** Verifications that one person may start in all. @default no limit */
  @Optional((value, option) =>
    value === Infinity ? value : requireNumber(value, option, { min: 0, max: MOST }),
  )
  attempts?: number;

  /** How long a person must wait after DENIED, in seconds. @default 0 */
  @Range(0, MOST, 'number') coolDownSeconds = 0;
}

/** Where people stand. */
export class StandingOptions {
  /**
   * What an earlier approval is worth once another verification of the person is submitted, or a correction reopens the
   * same one, until the outcome is known. `suspend`: the standing is `PENDING` and gates refuse. `keep`: the approval goes on
   * counting, under suspicion as well, so that your gates let a suspected person through until you decide.
   * @default 'suspend'
   */
  @OneOf('suspend', 'keep') whileUndecided: 'suspend' | 'keep' = 'suspend';
}

/** How the host decides on SUSPECTED results. */
export class DecisionOptions {
  /**
   * Whether a decision needs a second person: always, or where the function says so for the verification. The function is
   * called once, with the first decision, and its answer is stored; it must return true or false at once, while the row of
   * the verification is locked.
   * @default one person decides
   */
  @Optional(checkedFourEyes) fourEyes?: true | ((verification: IdenfyVerification) => boolean);

  /** Reasons to offer where staff decide, 3 to 200 characters each. Any other reason is accepted as well. @default [] */
  @CheckedBy(checkedReasons) reasons: readonly string[] = [];
}

function checkedFourEyes(value: unknown, option: string): unknown {
  if (value === true || typeof value === 'function') return value;
  throw new IdenfyConfigurationError({
    option,
    hint: 'give true, or a function of the verification; leave it out where one person decides',
  });
}

function checkedReasons(value: unknown, option: string): unknown {
  const isReason = (text: unknown) => isText(text, 3, 200);
  if (Array.isArray(value) && value.every(isReason)) return value;
  throw new IdenfyConfigurationError({ option, hint: 'give a list of texts of 3 to 200 characters' });
}

/** An approval, for the rule `verifiedUntil`. */
export interface ApprovedVerification {
  account: string;
  clientId: string;
  scanRef: string;
  /**
   * End of the last day of the document, in UTC; null when iDenfy reported none, and `UNREADABLE` when it reported something
   * that is no ISO date: `attention` has `UNREADABLE_EXPIRY` then.
   */
  documentExpiry: Date | 'UNREADABLE' | null;
}

/** How often a person may start, what is kept of a result, and how long an approval holds. Injectable. */
export class VerificationOptions {
  /** How often one person may start a verification; staff are exempt. */
  @Nested(LimitOptions) limits = new LimitOptions();

  /** Where people stand. */
  @Nested(StandingOptions) standing = new StandingOptions();

  /** How the host decides on SUSPECTED results. */
  @Nested(DecisionOptions) decisions = new DecisionOptions();

  /**
   * What is kept of a result: the decision with its tags; the extracted data as well (encrypted); images, report and webhooks as
   * evidence besides (`'evidence'`, which includes `'data'`); or nothing beyond ids and status.
   * @default 'decision'
   */
  @OneOf('decision', 'data', 'evidence', 'nothing') keep: 'decision' | 'data' | 'evidence' | 'nothing' =
    'decision';

  /**
   * What an approval can be required to be worth, by name: `{ basic: {}, full: { checkLiveness: true, checkAml: true } }`. A
   * check counts when the session asked for it and it came back clean. Gates, `standing()` and starts name a level; without
   * one any approval counts.
   * @default {}
   */
  @CheckedBy(checkedLevels) levels: IdenfyLevels = {};

  /**
   * The host's rule for how long an approval holds; null means without end. Called when iDenfy approves or suspects.
   * @default the document's expiry date, if iDenfy reported one; 30 days where it cannot be read
   */
  @Optional() verifiedUntil?: (approved: ApprovedVerification) => Date | null;
}

/** Whether the data that iDenfy extracted from the document is kept. */
export function keepsData({ keep }: Pick<VerificationOptions, 'keep'>): boolean {
  return keep === 'data' || keep === 'evidence';
}

/** @throws IdenfyConfigurationError naming the option and the hint */
export function resolveVerificationOptions(given?: IdenfyVerificationOptions): VerificationOptions {
  const options = resolveOptions(VerificationOptions, given as Partial<VerificationOptions>); // nested groups may be partial
  if (options.keep === 'nothing' && Object.keys(options.levels).length > 0) {
    const hint = "keep at least 'decision': a level is known by the results of its checks";
    throw new IdenfyConfigurationError({ option: 'keep', hint });
  }
  return options;
}

/** How often one person may start a verification; staff are exempt. */
export type IdenfyLimitOptions = Partial<LimitOptions>;

/** How the host decides on SUSPECTED results. */
export type IdenfyDecisionOptions = Partial<DecisionOptions>;

/** Where people stand. */
export type IdenfyStandingOptions = Partial<StandingOptions>;

/** How often a person may start, what is kept of a result, and how long an approval holds. Part of `IdenfyOptions`. */
export interface IdenfyVerificationOptions extends Partial<
  Omit<VerificationOptions, 'limits' | 'standing' | 'decisions'>
> {
  /** How often one person may start a verification; staff are exempt. */
  limits?: IdenfyLimitOptions;
  /** Where people stand. */
  standing?: IdenfyStandingOptions;
  /** How the host decides on SUSPECTED results. */
  decisions?: IdenfyDecisionOptions;
}
