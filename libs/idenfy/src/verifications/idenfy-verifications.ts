import type { VerificationData } from '@nestjs-idenfy/contract';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../database/actor.js';
import type { Standing } from '../database/entities/person.entity.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { printedWithout } from '../errors/hidden-properties.js';
import {
  type DecidedVerification,
  type Decision,
  type DecisionOutcome,
  Decisions,
  type DecisionStep,
  type ProposedDecision,
} from './decisions.js';
import { ExtractedData } from './extracted-data.js';
import { type InformationRequest, InformationRequests } from './information-requests.js';
import { asksFor, levelNamed, raisedTo } from './levels.js';
import { Lookups } from './lookups.js';
import { type Settlement, Settlements } from './settlements.js';
import { standingAt } from './standing-at.js';
import type { StartResult } from './start/session-store.js';
import { type StartInput, VerificationStarter } from './start/verification-starter.js';
import { Returns, type Submission, Submissions } from './submissions.js';
import {
  type HistoryPage,
  type HistoryQuery,
  type PersonNow,
  type VerificationPage,
  VerificationQueries,
  type VerificationQuery,
} from './verification-queries.js';
import { VerificationOptions } from './verification.options.js';

/** The standing of a person, and the verification it follows from. */
export interface PersonStanding {
  /** The host's id of the person. */
  clientId: string;
  /** Whether the person counts as verified. */
  standing: Standing;
  /** When a VERIFIED standing ends, or an EXPIRED one has ended; null when no end is known. */
  verifiedUntil: Date | null;
  /** The verification that the standing follows from, else the newest one; null when there is none. */
  current: IdenfyVerification | null;
  /** Whether another approval counts than the one demanded, of a lower level or too old: the person should renew it. */
  isWorthLess: boolean;
}

/** What an approval has to be worth to count. */
export interface StandingDemand {
  /** One of the host's `levels`. @default any approval */
  level?: string | undefined;
  /** Days since iDenfy's verdict at most, 1 to 36,500. @default no limit */
  maxAgeDays?: number | undefined;
}

/** What starting a verification takes, and the level that it is to reach. */
export interface StartAtLevel extends StartInput {
  /** One of the host's `levels`: what it demands is added to the request. */
  level?: string | undefined;
}

/**
 * The tracked verifications: start one, follow it, decide on it. It does for the host's own code what the REST routes do.
 *
 * A verification is one row, and at most one row of a person is live (not closed). These write its `status`:
 *
 * | from                      | to                   | written by                                             | cause in history |
 * | ------------------------- | -------------------- | ------------------------------------------------------ | ---------------- |
 * | no row                    | STARTING             | `NewVerifications`, before iDenfy is asked             | START            |
 * | STARTING                  | ACTIVE               | `SessionStore`, when `/token` has answered             | TOKEN            |
 * | STARTING                  | START_FAILED, final  | `VerificationStarter`, when iDenfy refused             | START_FAILED     |
 * | STARTING                  | UNKNOWN              | `LostAnswers`, when the answer to `/token` was lost    | ANSWER_LOST      |
 * | STARTING, UNKNOWN         | ACTIVE, no token     | `LostAnswers`, when the session was found again        | FOUND_AGAIN      |
 * | STARTING, UNKNOWN         | START_FAILED, final  | the sweep, when iDenfy has no such session             | START_FAILED     |
 * | STARTING, UNKNOWN, ACTIVE | EXPIRED, final       | `VerificationStarter`, when a start meets an ended one | DEADLINE         |
 * | STARTING, UNKNOWN, ACTIVE | CANCELLED, final     | `VerificationStarter`, when `force` starts another one | DEADLINE         |
 * | CANCELLED                 | the one before       | `VerificationStarter`, when iDenfy created no other    | START            |
 * | ACTIVE                    | EXPIRED, final       | `Submissions`, when the token is no longer valid       | SUBMITTED        |
 * | no row                    | ACTIVE               | `SessionImport`, or `webhooks.adoptUnknown`            | ADOPTED          |
 * | any with a scanRef        | what iDenfy reports  | `mergeInto()`, where the merge rule applies the report | WEBHOOK, LOOKUP  |
 *
 * What iDenfy reports (REVIEWING, APPROVED, DENIED, SUSPECTED, EXPIRED and so on) comes in webhooks, and in lookups where a
 * webhook does not arrive; `merge()` decides by rank whether it changes anything. The host's decision on a final SUSPECTED
 * result is a column of its own (`Decisions`), and so is the proposal of one that waits for a second person. Erasure keeps the status.
 *
 * A row is closed by a decision, by any final status but SUSPECTED, and by erasure; a correction to an open status reopens
 * it, beside another live one if there is any. While a result is missing, or a lookup has to settle one, `deadline_at` is
 * the time at which the sweep looks the row up. `ChangeLog` writes each change in one transaction with its history, its
 * handler runs and the person's row: the standing, and the undecided verification that keeps starts away. Two steps are a
 * single statement instead: inserting a row with its first line of history, and TOKEN.
 */
@Injectable()
export class IdenfyVerifications {
  constructor(
    private readonly starter: VerificationStarter,
    private readonly queries: VerificationQueries,
    private readonly submissions: Submissions,
    private readonly returns: Returns,
    private readonly decisions: Decisions,
    private readonly lookups: Lookups,
    private readonly settlements: Settlements,
    private readonly informationRequests: InformationRequests,
    private readonly extractedData: ExtractedData,
    private readonly options: VerificationOptions,
  ) {}

  /**
   * Starts a verification for a person, or returns their live one with its session. A person who starts while they are asked
   * for more gets that request instead.
   *
   * @throws IdenfyValidationError for a field that iDenfy would refuse, and for an unknown level; nothing was sent
   * @throws IdenfyConflictError `ALREADY_SUBMITTED`, `SESSION_UNRECOVERABLE`, `ATTEMPTS_EXHAUSTED`
   * @throws IdenfyThrottledError when the person started too often, or has to wait after DENIED
   * @throws IdenfyError that the call to `/token` ended with
   */
  async start({ level, ...input }: StartAtLevel): Promise<StartResult> {
    const started = await (level === undefined ? this.starter.start(input) : this.startAt(level, input));
    return printedWithout(started, ['authToken', 'redirectUrl', 'iframeUrl', 'digitString']);
  }

  private async startAt(name: string, input: StartInput): Promise<StartResult> {
    const level = levelNamed(this.options.levels, name);
    const { request = {}, defaultedFields = [] } = input;
    const added = Object.keys(level).filter((field) => !Object.hasOwn(request, field));
    const { ignored = [], ...started } = await this.starter.start(
      { ...input, request: raisedTo(level, request), defaultedFields: [...defaultedFields, ...added] },
      name,
    );
    const own = ignored.filter((field) => !added.includes(field));
    if (!asksFor(started.verification, level)) own.push('level');
    return own.length > 0 ? { ...started, ignored: own } : started;
  }

  /** The verification with this scanRef, or null; with a `clientId`, only if it is of that person. */
  find(key: {
    account: string;
    scanRef: string;
    clientId?: string | undefined;
  }): Promise<IdenfyVerification | null> {
    return this.queries.find(key);
  }

  /** A page of verifications, newest first. @throws IdenfyValidationError for an invalid `cursor` */
  list(query: VerificationQuery): Promise<VerificationPage> {
    return this.queries.list(query);
  }

  /** Notes that the person is back from iDenfy's page: once per verification, a missing result is looked up sooner. */
  finished(verification: IdenfyVerification, actor: Actor): Promise<IdenfyVerification> {
    return this.returns.note(verification, actor);
  }

  /**
   * Checks whether images would be accepted now, before they are read.
   * @throws IdenfyConflictError `ALREADY_SUBMITTED`, `SESSION_OVER`
   */
  assertTakesDocuments(verification: IdenfyVerification): void {
    this.submissions.assertOpen(verification);
  }

  /**
   * Sends images (iDenfy: direct processing, S4). The result arrives by webhook.
   *
   * @throws IdenfyConflictError `ALREADY_SUBMITTED`, `SESSION_OVER`, `SESSION_UNRECOVERABLE`
   * @throws IdenfyUploadError for images that iDenfy would refuse; nothing was sent
   * @throws IdenfyError that the call to `/process` ended with
   */
  submit(
    verification: IdenfyVerification,
    submission: Submission,
    by: { actor: Actor; signal?: AbortSignal },
  ): Promise<IdenfyVerification> {
    return this.submissions.submit(verification, submission, by);
  }

  /**
   * Records the host's decision on a final SUSPECTED result, or proposes it where a second person is needed
   * (`decisions.fourEyes`).
   *
   * @throws IdenfyConflictError `NOTHING_TO_DECIDE`, `PROPOSAL_WAITING`
   * @throws IdenfyPreconditionError when the verification is no longer in the given `caseVersion`
   */
  decide(verification: IdenfyVerification, decision: Decision): Promise<DecisionOutcome> {
    return this.decisions.decide(verification, decision);
  }

  /**
   * Confirms the proposed decision, as another person than its proposer: it stands from then on.
   *
   * @throws IdenfyForbiddenError `SAME_PERSON`
   * @throws IdenfyConflictError `NO_PROPOSAL`
   * @throws IdenfyPreconditionError when the verification is no longer in the given `caseVersion`
   */
  confirmDecision(verification: IdenfyVerification, step: DecisionStep): Promise<IdenfyVerification> {
    return this.decisions.confirm(verification, step);
  }

  /** Returns the proposed decision to its proposer, as another person. @throws the same as `confirmDecision()` */
  returnDecision(
    verification: IdenfyVerification,
    step: DecisionStep & { reason: string },
  ): Promise<IdenfyVerification> {
    return this.decisions.return(verification, step);
  }

  /**
   * Takes the proposed decision back, as its proposer.
   *
   * @throws IdenfyForbiddenError `NOT_PROPOSER`
   * @throws IdenfyConflictError `NO_PROPOSAL`
   * @throws IdenfyPreconditionError when the verification is no longer in the given `caseVersion`
   */
  withdrawDecision(verification: IdenfyVerification, step: DecisionStep): Promise<IdenfyVerification> {
    return this.decisions.withdraw(verification, step);
  }

  /**
   * Why each of these verifications was decided as it is, in their order; null where there is no decision, and once it was erased.
   * Reasons are sealed in the database and opened here.
   */
  decisionReasons(verifications: readonly DecidedVerification[]): Promise<(string | null)[]> {
    return this.decisions.reasons(verifications);
  }

  /** The proposed decisions about a verification, newest first. */
  proposals(verification: Pick<IdenfyVerification, 'id'>): Promise<ProposedDecision[]> {
    return this.decisions.proposals(verification);
  }

  /**
   * Settles a reason for attention by hand, once someone has looked into it. The next event of the same kind raises it again.
   *
   * @throws IdenfyConflictError `NOTHING_TO_SETTLE` where it is not raised; `SETTLED_BY_RESULT` for a conflict of verdicts, a late
   *   duplicate and a failed erasure, and for what concerns a session that is still open
   * @throws IdenfyPreconditionError when the verification is no longer in the given `caseVersion`
   */
  settleAttention(
    verification: Pick<IdenfyVerification, 'id'>,
    settlement: Settlement,
  ): Promise<IdenfyVerification> {
    return this.settlements.settle(verification, settlement);
  }

  /**
   * Asks the person of an approved verification for more information.
   *
   * @throws IdenfyConflictError `NOT_APPROVED`, `INFORMATION_REQUESTED`
   * @throws IdenfyValidationError for a field that iDenfy would refuse; nothing was sent
   * @throws IdenfyError that the call to iDenfy ended with
   */
  requestInformation(
    verification: IdenfyVerification,
    request: InformationRequest,
  ): Promise<IdenfyVerification> {
    return this.informationRequests.ask(verification, request);
  }

  /** Where the person answers a request for more information; null when none is open. A secret of the person. */
  continueUrl(verification: IdenfyVerification): string | null {
    return this.informationRequests.addressOf(verification);
  }

  /**
   * Looks up the status at iDenfy: a fallback, at most every ten minutes for each verification.
   *
   * @throws IdenfyThrottledError when it was looked up less than ten minutes ago
   * @throws IdenfyConflictError `ERASED`, `SESSION_UNRECOVERABLE`
   * @throws IdenfyError that the call to `/status` ended with
   */
  refresh(verification: IdenfyVerification, { actor }: { actor: Actor }): Promise<IdenfyVerification> {
    return this.lookups.refresh(verification, actor);
  }

  /**
   * The data extracted from the document: the copy kept here (`keep: 'data'` or `'evidence'`), or else iDenfy's answer to `/data`, which is
   * requested at most every ten minutes for each verification.
   *
   * @throws IdenfyThrottledError when it was requested less than ten minutes ago
   * @throws IdenfyConflictError `ERASED`, `SESSION_UNRECOVERABLE`
   */
  data(verification: IdenfyVerification): Promise<VerificationData> {
    return this.extractedData.of(verification);
  }

  /**
   * A page of the events of the verification, also of those that changed nothing, oldest first.
   * @throws IdenfyValidationError for an invalid `cursor`
   */
  history(verification: Pick<IdenfyVerification, 'id'>, query: HistoryQuery = {}): Promise<HistoryPage> {
    return this.queries.history(verification, query);
  }

  /**
   * The standing of a person, and the verification it follows from; `NONE` for an unknown person. Where a level or an age is
   * demanded, only an approval that is worth it makes VERIFIED.
   *
   * @throws IdenfyValidationError for an unknown level
   */
  async person(account: string, clientId: string, demand: StandingDemand = {}): Promise<PersonStanding> {
    const { level, maxAgeDays = Infinity } = demand;
    const demanded = { level: level === undefined ? {} : levelNamed(this.options.levels, level), maxAgeDays };
    const found = await this.queries.person(account, clientId);
    if (!found) return { clientId, standing: 'NONE', verifiedUntil: null, current: null, isWorthLess: false };
    const { standing, currentVerificationId } = standingNow(found);
    if (standing === 'VERIFIED' && (level !== undefined || maxAgeDays !== Infinity)) {
      return { clientId, ...standingAt(found, await this.queries.decisive(found.person), demanded) };
    }
    const current = currentVerificationId === null ? null : await this.queries.byId(currentVerificationId);
    const verifiedUntil = standing === 'PENDING' ? null : found.person.verifiedUntil;
    return { clientId, standing, verifiedUntil, current, isWorthLess: false };
  }

  /**
   * The standing of a person; `NONE` for an unknown one. What `@RequireVerified()` checks.
   * @throws IdenfyValidationError for an unknown level
   */
  async standing(
    clientId: string,
    { account = 'default', ...demand }: StandingDemand & { account?: string } = {},
  ): Promise<Standing> {
    return (await this.person(account, clientId, demand)).standing;
  }

  /** Whether the host has a level of this name. */
  hasLevel(name: string): boolean {
    return Object.hasOwn(this.options.levels, name);
  }
}

/** An approval that has ended since its row was written gives way to what is undecided, or is EXPIRED. */
function standingNow({
  person,
  hasEnded,
}: PersonNow): Pick<PersonNow['person'], 'standing' | 'currentVerificationId'> {
  const { standing, currentVerificationId, undecidedVerificationId } = person;
  if (standing !== 'VERIFIED' || !hasEnded) return { standing, currentVerificationId };
  if (undecidedVerificationId === null) return { standing: 'EXPIRED', currentVerificationId };
  return { standing: 'PENDING', currentVerificationId: undecidedVerificationId };
}
