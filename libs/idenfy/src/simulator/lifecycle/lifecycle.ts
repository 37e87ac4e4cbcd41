import type { IdenfyEventType } from '../../contract/event-type.js';
import type { Chance } from '../chance.js';
import type { SimulatorBehaviour } from '../options/simulator-behaviour.js';
import { dueOf } from '../sessions/due.js';
import { nextExpirationNotice } from '../sessions/expiration-notice.js';
import { NOTHING_FOUND, type Findings, type Session, type Submission } from '../sessions/session.js';
import type { SimulatorClock } from '../time/simulator-clock.js';
import { readDocument } from './document-data.js';
import { automaticFindings, confirmedByHuman } from './findings.js';
import { mismatchesOf } from './mismatches.js';
import type { Verdict } from './overall.js';

/** Whom a verification tells of its changes. */
export interface LifecycleListener {
  /** Its next appointment, or what is to be stored, may have changed. */
  changed(session: Session): void;
  /** A callback is due, if the account listens to the event. */
  announce(session: Session, eventType: IdenfyEventType): void;
}

/** A result that is set outright. Without an event type no callback tells of it. */
export interface Conclusion {
  readonly findings: Findings;
  readonly final: boolean;
  readonly eventType?: IdenfyEventType | undefined;
}

/** How a verification moves from one state to the next, by itself or because somebody acted. */
export class Lifecycle {
  constructor(
    private readonly clock: SimulatorClock,
    private readonly chance: Chance,
    private readonly behaviour: SimulatorBehaviour,
    private readonly listener: LifecycleListener,
  ) {}

  /** The person's browser shows the page: from now on the session length counts. */
  open(session: Session): void {
    if (session.openedAt !== null) return;
    session.openedAt = this.clock.now();
    this.listener.changed(session);
  }

  /** The pictures are in: the token is used up, and the analysis begins. A wish decides what it will find. */
  submit(session: Session, submission: Submission, wish?: Verdict): void {
    this.take(session, submission);
    const mismatchTags = mismatchesOf(session.request, session.data ?? {}, submission.at);
    const usual = this.behaviour.automaticResult;
    const found = usual === 'APPROVED' && mismatchTags.length > 0 ? 'SUSPECTED' : usual;
    const tags = wish === undefined ? { mismatchTags } : {};
    this.analyse(session, automaticFindings(wish ?? found, session.token.tokenType, tags));
  }

  /** A dummy result: as if submitted, and analysed at once. */
  pretend(session: Session, submission: Submission, status: Verdict | 'EXPIRED'): void {
    this.take(session, submission);
    const expired = { ...NOTHING_FOUND, overall: 'EXPIRED' };
    this.analyse(
      session,
      status === 'EXPIRED' ? expired : automaticFindings(status, session.token.tokenType),
      0,
    );
  }

  /** The token is used up and the document is read, but nothing has been decided. */
  take(session: Session, submission: Submission): void {
    session.submission = submission;
    session.openedAt ??= submission.at;
    session.data = readDocument(session.request, submission, this.chance);
    session.status = 'REVIEWING';
    this.listener.changed(session);
  }

  /** Sets a result outright, whatever stood before: a human's word, or a script's. */
  conclude(session: Session, { findings, final, eventType }: Conclusion): void {
    const overrides = session.final && session.findings !== null;
    session.planned = null;
    session.analysisDueAt = null;
    session.findings = findings;
    session.finishedAt ??= this.clock.now();
    if (final) this.settle(session);
    else this.review(session);
    if (eventType !== undefined && (!overrides || this.behaviour.sendWebhookOnOverride)) {
      this.listener.announce(session, eventType);
    }
  }

  /** The person handed in what was asked for later. */
  resubmit(session: Session): void {
    session.informationRequest = null;
    this.settleOrReview(session, 'IDENTIFICATION_RESUBMITTED');
  }

  expire(session: Session, final = this.behaviour.expired.final): void {
    this.endUnverified(session, final, 'IDENTIFICATION_EXPIRED');
  }

  cancel(session: Session, final = this.behaviour.cancelled.final): void {
    this.endUnverified(session, final, 'IDENTIFICATION_CANCELLED');
  }

  /** Removes what identifies the person; that there was a verification, and how it ended, stays. */
  erase(session: Session): void {
    const expired = session.status === 'EXPIRED' || session.status === 'EXPIRED-DELETED';
    session.status = expired ? 'EXPIRED-DELETED' : 'DELETED';
    session.request = { clientId: session.clientId };
    session.data = null;
    session.planned = null;
    session.submission = null;
    session.analysisDueAt = null;
    session.reviewDueAt = null;
    session.informationRequest = null;
    this.listener.changed(session);
  }

  /** What time alone brings. Nothing, when something else came first. */
  fallDue(session: Session, now: number): void {
    const due = dueOf(session);
    if (due === undefined || due.at > now) return;
    switch (due.kind) {
      case 'expiry':
        return this.expire(session);
      case 'analysis':
        return this.finishAnalysis(session);
      case 'review':
        return this.finishReview(session);
      case 'documentExpiration':
        return this.noticeExpiration(session);
      default:
        return due.kind satisfies never;
    }
  }

  private analyse(session: Session, planned: Findings, seconds = this.behaviour.analysisSeconds): void {
    session.planned = planned;
    session.analysisDueAt = this.clock.now() + seconds * 1000;
    this.listener.changed(session);
  }

  private finishAnalysis(session: Session): void {
    const found = session.planned ?? NOTHING_FOUND;
    session.planned = null;
    session.analysisDueAt = null;
    if (found.overall === 'EXPIRED') return this.expire(session);
    session.findings = found;
    session.finishedAt = this.clock.now();
    this.settleOrReview(session, 'IDENTIFICATION_AUTO_FINISHED');
  }

  private finishReview(session: Session): void {
    session.findings = confirmedByHuman(session.findings ?? NOTHING_FOUND);
    this.settle(session);
    this.listener.announce(session, 'IDENTIFICATION_MANUAL_FINISHED');
  }

  private settleOrReview(session: Session, eventType: IdenfyEventType): void {
    const failed = session.findings?.overall === 'DENIED';
    if (failed ? session.token.reviewFailed : session.token.reviewSuccessful) this.review(session);
    else this.settle(session);
    this.listener.announce(session, eventType);
  }

  private review(session: Session): void {
    session.status = 'REVIEWING';
    session.final = false;
    session.reviewDueAt = this.clock.now() + this.behaviour.reviewMinutes * 60_000;
    this.listener.changed(session);
  }

  private settle(session: Session): void {
    session.status = session.findings?.overall ?? session.status;
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
    this.listener.announce(session, eventType);
  }

  private noticeExpiration(session: Session): void {
    const notice = nextExpirationNotice(session);
    if (notice === undefined) return;
    this.listener.announce(session, 'DOCUMENT_EXPIRATION');
    session.expirationNotices = notice.index + 1;
    this.listener.changed(session);
  }
}
