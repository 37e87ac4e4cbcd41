import type { IdenfyEventType } from '@nestjs-idenfy/contract';
import { tagsOfChecks } from '../checks/check-results.js';
import type { SimulatorBehaviour } from '../options.js';
import type { Scenario } from '../scenarios.js';
import type { SeededRandom } from '../seeded-random.js';
import {
  automaticResults,
  confirmedByHuman,
  mismatchTagsOf,
  overallOf,
  type Verdict,
} from './analysis-results.js';
import type { SimulatorClock } from './clock.js';
import { readDocument } from './document-data.js';
import { dueEventOf, nextDocumentExpiration } from './due-events.js';
import { type AnalysisResults, NO_RESULTS, type Session, type Submission } from './session.js';

/** Receives the changes of verifications. */
export interface LifecycleListener {
  /** The state of the session, and so the time of its next event, may have changed. */
  changed(session: Session): void;
  /** The event has happened; it becomes a webhook if the account listens to it. */
  emit(session: Session, eventType: IdenfyEventType): void;
}

/** A result to set. Without an event type it sends no webhook. */
export interface ResultToSet {
  readonly results: AnalysisResults;
  readonly final: boolean;
  readonly eventType?: IdenfyEventType | undefined;
}

/**
 * Moves a verification from state to state:
 *
 *     ACTIVE ── submitted ──> REVIEWING ── analysed ──> APPROVED, DENIED, SUSPECTED
 *        └── expired, cancelled ──> EXPIRED       └── to a human review: REVIEWING, until it confirms the result
 *
 * A set result (`setResult`) is possible in any state; an erasure makes it DELETED or EXPIRED-DELETED.
 */
export class Lifecycle {
  constructor(
    private readonly clock: SimulatorClock,
    private readonly random: SeededRandom,
    private readonly behaviour: SimulatorBehaviour,
    private readonly listener: LifecycleListener,
  ) {}

  /** A browser shows the page: the session length counts from here. */
  open(session: Session): void {
    if (session.openedAt !== null) return;
    session.openedAt = this.clock.now();
    this.listener.changed(session);
  }

  /** Uses up the token and starts the automatic analysis. @param chosen result of the analysis, if it was chosen */
  submit(session: Session, submission: Submission, chosen?: Scenario): void {
    this.acceptSubmission(session, submission);
    if (chosen !== undefined) return this.submitChosen(session, chosen);
    const mismatchTags = mismatchTagsOf(session.request, session.data ?? {}, submission.at);
    const usual = this.behaviour.automaticResult;
    const verdict = usual === 'APPROVED' && mismatchTags.length > 0 ? 'SUSPECTED' : usual;
    this.startAnalysis(session, automaticResults(verdict, session.token.tokenType, { mismatchTags }));
  }

  /** A dummy result: as if submitted, and analysed at once. */
  submitDummy(session: Session, submission: Submission, status: Verdict | 'EXPIRED'): void {
    this.acceptSubmission(session, submission);
    const results =
      status === 'EXPIRED'
        ? { ...NO_RESULTS, overall: status }
        : automaticResults(status, session.token.tokenType);
    this.startAnalysis(session, results, 0);
  }

  /** Uses up the token and reads the document, without starting an analysis. */
  acceptSubmission(session: Session, submission: Submission): void {
    session.submission = submission;
    session.openedAt ??= submission.at;
    session.data = readDocument(session.request, submission, this.random);
    session.status = 'REVIEWING';
    this.listener.changed(session);
  }

  /** Sets a result in any state, as a human review or a scripted outcome does. */
  setResult(session: Session, { results, final, eventType }: ResultToSet): void {
    const overrides = session.final && session.results !== null;
    session.planned = null;
    session.analysisDueAt = null;
    session.results = results;
    session.finishedAt ??= this.clock.now();
    if (final) this.finish(session);
    else this.review(session);
    if (eventType !== undefined && (!overrides || this.behaviour.sendWebhookOnOverride)) {
      this.listener.emit(session, eventType);
    }
  }

  /** The person has submitted the information that was requested later. */
  resubmit(session: Session): void {
    session.informationRequest = null;
    this.finishOrReview(session, 'IDENTIFICATION_RESUBMITTED');
  }

  expire(session: Session, final = this.behaviour.expired.final): void {
    this.endUnverified(session, final, 'IDENTIFICATION_EXPIRED');
  }

  cancel(session: Session, final = this.behaviour.cancelled.final): void {
    this.endUnverified(session, final, 'IDENTIFICATION_CANCELLED');
  }

  /** Removes everything that identifies the person. The verification and its result stay. */
  erase(session: Session): void {
    const expired = session.status === 'EXPIRED' || session.status === 'EXPIRED-DELETED';
    session.status = expired ? 'EXPIRED-DELETED' : 'DELETED';
    session.request = { clientId: session.clientId };
    session.data = null;
    session.checks = {};
    session.webhook = {};
    session.planned = null;
    session.submission = null;
    session.analysisDueAt = null;
    session.reviewDueAt = null;
    session.informationRequest = null;
    this.listener.changed(session);
  }

  /** Does what is due by now. A timer whose event no longer applies does nothing. */
  runDue(session: Session, now: number): void {
    const due = dueEventOf(session);
    if (due === undefined || due.at > now) return;
    switch (due.kind) {
      case 'expiry':
        return this.expire(session);
      case 'analysis':
        return this.finishAnalysis(session);
      case 'review':
        return this.finishReview(session);
      case 'documentExpiration':
        return this.reportDocumentExpiration(session);
      default:
        return due.kind satisfies never;
    }
  }

  private submitChosen(session: Session, { checks = {}, webhook = {}, ...chosen }: Scenario): void {
    session.checks = checks;
    session.webhook = webhook;
    const brought = tagsOfChecks(checks);
    const results = automaticResults(chosen.verdict, session.token.tokenType, {
      ...chosen,
      fraudTags: [...brought.fraudTags, ...(chosen.fraudTags ?? [])],
      mismatchTags: [...brought.mismatchTags, ...(chosen.mismatchTags ?? [])],
    });
    this.startAnalysis(session, results);
  }

  private startAnalysis(
    session: Session,
    planned: AnalysisResults,
    seconds = this.behaviour.analysisSeconds,
  ): void {
    session.planned = planned;
    session.analysisDueAt = this.clock.now() + seconds * 1000;
    this.listener.changed(session);
  }

  private finishAnalysis(session: Session): void {
    const results = session.planned ?? NO_RESULTS;
    session.planned = null;
    session.analysisDueAt = null;
    if (results.overall === 'EXPIRED') return this.expire(session);
    session.results = results;
    session.finishedAt = this.clock.now();
    this.finishOrReview(session, 'IDENTIFICATION_AUTO_FINISHED');
  }

  private finishReview(session: Session): void {
    const results = confirmedByHuman(session.results ?? NO_RESULTS);
    // A result that was set as REVIEWING has no verdict that the reviewer could confirm.
    session.results = results.overall === 'REVIEWING' ? { ...results, overall: overallOf(results) } : results;
    this.finish(session);
    this.listener.emit(session, 'IDENTIFICATION_MANUAL_FINISHED');
  }

  private finishOrReview(session: Session, eventType: IdenfyEventType): void {
    const failed = session.results?.overall === 'DENIED';
    if (failed ? session.token.reviewFailed : session.token.reviewSuccessful) this.review(session);
    else this.finish(session);
    this.listener.emit(session, eventType);
  }

  private review(session: Session): void {
    session.status = 'REVIEWING';
    session.final = false;
    session.reviewDueAt = this.clock.now() + this.behaviour.reviewMinutes * 60_000;
    this.listener.changed(session);
  }

  private finish(session: Session): void {
    session.status = session.results?.overall ?? session.status;
    session.final = true;
    session.reviewDueAt = null;
    this.listener.changed(session);
  }

  private endUnverified(session: Session, final: boolean, eventType: IdenfyEventType): void {
    session.submission = null;
    session.data = null;
    session.status = 'EXPIRED';
    session.final = final;
    this.listener.changed(session);
    this.listener.emit(session, eventType);
  }

  private reportDocumentExpiration(session: Session): void {
    const expiration = nextDocumentExpiration(session);
    if (expiration === undefined) return;
    this.listener.emit(session, 'DOCUMENT_EXPIRATION');
    session.expirationWebhooksSent = expiration.index + 1;
    this.listener.changed(session);
  }
}
