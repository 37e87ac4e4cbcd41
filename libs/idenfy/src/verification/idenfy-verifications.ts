import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import type { VerificationData } from '../contract/verification-data.js';
import { printedWithout } from '../errors/printed-without.js';
import type { Actor } from './actor.js';
import { type Decision, Decisions } from './decisions.js';
import type { IdenfyVerification } from './entities/verification.entity.js';
import type { IdenfyVerificationEvent } from './entities/verification-event.entity.js';
import { ExtractedData } from './lookup/extracted-data.js';
import { LookUps } from './lookup/look-ups.js';
import { Returns } from './returns.js';
import type { Standing } from './standing.js';
import { SessionStarter } from './start/session-starter.js';
import type { StartInput, StartResult } from './start/start.js';
import { type Submission, Submissions } from './submission/submissions.js';
import {
  type VerificationPage,
  VerificationQueries,
  type VerificationQuery,
} from './verification-queries.js';

/** Where a person stands, and the attempt that says so. */
export interface PersonStanding {
  clientId: string;
  standing: Standing;
  verifiedUntil: Date | null;
  current: IdenfyVerification | null;
}

/**
 * The tracked verifications: start one, follow it, decide on it. What the REST routes do, for the host's own code.
 * Every verification is looked up by account and scanRef.
 */
@Injectable()
export class IdenfyVerifications {
  constructor(
    private readonly starter: SessionStarter,
    private readonly queries: VerificationQueries,
    private readonly submissions: Submissions,
    private readonly returns: Returns,
    private readonly decisions: Decisions,
    private readonly lookUps: LookUps,
    private readonly extractedData: ExtractedData,
    private readonly clock: IdenfyClock,
  ) {}

  /**
   * Starts a session for a person, or hands back the live one.
   *
   * @throws IdenfyValidationError for a field iDenfy would refuse; nothing was sent
   * @throws IdenfyConflictError `ALREADY_SUBMITTED`, `SESSION_UNRECOVERABLE`, `ATTEMPTS_EXHAUSTED`
   * @throws IdenfyThrottledError when a person started too often
   * @throws IdenfyError whatever the call to `/token` ended with
   */
  async start(input: StartInput): Promise<StartResult> {
    const started = await this.starter.start(input);
    return printedWithout(started, ['authToken', 'redirectUrl', 'iframeUrl', 'digitString']);
  }

  /** With a `clientId`, only that person's. */
  find(key: {
    account: string;
    scanRef: string;
    clientId?: string | undefined;
  }): Promise<IdenfyVerification | null> {
    return this.queries.find(key);
  }

  /** Newest first. @throws IdenfyValidationError for a `cursor` that is none of ours */
  list(query: VerificationQuery): Promise<VerificationPage> {
    return this.queries.list(query);
  }

  /** The person says they are back. Once per session it brings forward when a missing result is looked for. */
  finished(verification: IdenfyVerification, actor: Actor): Promise<IdenfyVerification> {
    return this.returns.note(verification, actor);
  }

  /** Whether pictures would be taken now; cheaper than reading them first. @throws IdenfyConflictError */
  assertTakesDocuments(verification: IdenfyVerification): void {
    this.submissions.assertOpen(verification);
  }

  /**
   * Sends pictures (iDenfy: direct processing, S4). The result comes by callback.
   *
   * @throws IdenfyConflictError `ALREADY_SUBMITTED`, `SESSION_OVER`
   * @throws IdenfyUploadError for pictures that iDenfy would refuse; nothing was sent
   */
  submit(
    verification: IdenfyVerification,
    submission: Submission,
    by: { actor: Actor; signal?: AbortSignal },
  ): Promise<IdenfyVerification> {
    return this.submissions.submit(verification, submission, by);
  }

  /** The host's own word on a SUSPECTED result. @throws IdenfyConflictError `NOTHING_TO_DECIDE` */
  decide(verification: IdenfyVerification, decision: Decision): Promise<IdenfyVerification> {
    return this.decisions.decide(verification, decision);
  }

  /** Asks iDenfy for the status: a fallback, at most once in ten minutes. @throws IdenfyThrottledError */
  refresh(verification: IdenfyVerification, { actor }: { actor: Actor }): Promise<IdenfyVerification> {
    return this.lookUps.refresh(verification, actor);
  }

  /** What was read from the document; asked of iDenfy when no copy is kept. @throws IdenfyThrottledError */
  data(verification: IdenfyVerification): Promise<VerificationData> {
    return this.extractedData.of(verification);
  }

  /** Every change and every word that changed nothing, oldest first. */
  history(verification: IdenfyVerification): Promise<IdenfyVerificationEvent[]> {
    return this.queries.history(verification);
  }

  /** Where a person stands; `NONE` for somebody never heard of. */
  async person(account: string, clientId: string): Promise<PersonStanding> {
    const person = await this.queries.person(account, clientId);
    if (!person) return { clientId, standing: 'NONE', verifiedUntil: null, current: null };
    const { standing, verifiedUntil, currentVerificationId } = person;
    const over = standing === 'VERIFIED' && verifiedUntil !== null && verifiedUntil <= this.clock.now();
    return {
      clientId,
      standing: over ? 'EXPIRED' : standing,
      verifiedUntil,
      current: currentVerificationId === null ? null : await this.queries.byId(currentVerificationId),
    };
  }

  async standing(clientId: string, account = 'default'): Promise<Standing> {
    return (await this.person(account, clientId)).standing;
  }
}
