import type { IdenfyEventType } from '@nestjs-idenfy/contract';
import type { RequestFault } from './faults/fault.js';
import { FaultList } from './faults/fault-list.js';
import { Authentication } from './http/authentication.js';
import { RateLimit } from './http/rate-limit.js';
import { RequestRecorder } from './http/request-recorder.js';
import { FileLinks } from './media/file-links.js';
import { MediaStore } from './media/media-store.js';
import type { SimulatorSettings } from './options.js';
import { SeededRandom } from './seeded-random.js';
import { SimulatorClock } from './sessions/clock.js';
import { dueEventOf } from './sessions/due-events.js';
import { Lifecycle } from './sessions/lifecycle.js';
import { SessionStore } from './sessions/session-store.js';
import { SessionTimers } from './sessions/session-timers.js';
import type { Session } from './sessions/session.js';
import type { SavedState } from './state-file.js';
import { Deliveries } from './webhooks/deliveries.js';
import { WebhookEmitter } from './webhooks/webhook-emitter.js';

/** The parts of one simulator, wired together. Routes and control calls work on it. */
export class SimulatorContext {
  readonly clock: SimulatorClock;
  readonly random: SeededRandom;
  readonly timers: SessionTimers;
  readonly sessions = new SessionStore();
  readonly media = new MediaStore();
  readonly links: FileLinks;
  readonly deliveries: Deliveries;
  readonly lifecycle: Lifecycle;
  readonly recorder = new RequestRecorder();
  readonly requestFaults: FaultList<RequestFault>;
  readonly authentication: Authentication;
  readonly rateLimit: RateLimit;

  private readonly emitter: WebhookEmitter;
  private readonly initialCredits: ReadonlyMap<string, number | null>;

  /** Where clients and browsers reach the simulator; empty until it listens. */
  baseUrl = '';

  /** @param save is called after every change that the state file keeps */
  constructor(
    readonly settings: SimulatorSettings,
    readonly save: () => void,
  ) {
    const { behaviour, accounts } = settings;
    this.initialCredits = new Map(accounts.map(({ name, credits }) => [name, credits]));
    this.clock = new SimulatorClock(settings.now);
    this.random = new SeededRandom(settings.seed);
    this.timers = new SessionTimers(this.clock, (scanRef, at) => this.runDue(scanRef, at));
    this.links = new FileLinks(this.random, () => this.baseUrl);
    this.deliveries = new Deliveries(behaviour, this.random);
    this.requestFaults = new FaultList(this.random);
    this.authentication = new Authentication(accounts, behaviour.authErrorIdentifier);
    this.rateLimit = new RateLimit(behaviour.requestsPerHour);
    this.emitter = new WebhookEmitter(accounts, behaviour, this.clock, this.links, this.deliveries);
    this.lifecycle = new Lifecycle(this.clock, this.random, behaviour, {
      changed: (session) => this.changed(session),
      emit: (session, eventType) => this.emitter.emit(session, eventType),
    });
  }

  get uiUrl(): string {
    return `${this.baseUrl}/ui/`;
  }

  /** A session is new, or its state has changed. */
  changed(session: Session): void {
    const due = dueEventOf(session);
    if (due !== undefined) this.timers.schedule(session.scanRef, due.at);
    this.save();
  }

  snapshot(): SavedState {
    return {
      random: this.random.state,
      clockOffset: this.clock.offset,
      credits: Object.fromEntries(this.settings.accounts.map(({ name, credits }) => [name, credits])),
      sessions: [...this.sessions.all()],
    };
  }

  restore({ random, clockOffset, credits, sessions }: SavedState): void {
    // Without a chosen seed no id may come twice, even when an older state file was put back.
    this.random.restart(random, this.settings.isSeeded ? '' : this.settings.seed);
    this.clock.moveBy(clockOffset);
    for (const account of this.settings.accounts) account.credits = credits[account.name] ?? account.credits;
    for (const session of sessions) {
      this.sessions.add(session);
      this.changed(session);
    }
  }

  /** Sends a webhook although nothing happened. */
  sendWebhook(session: Session, eventType: IdenfyEventType, fields: Readonly<Record<string, unknown>>): void {
    this.emitter.send(session, eventType, fields);
  }

  /** Forgets everything but the options. Without a seed a new series of ids begins. */
  reset(seed = this.random.nextSeed(this.settings.isSeeded)): void {
    this.random.restart({ seed, drawn: {} });
    this.clock.reset();
    this.timers.clear();
    this.sessions.clear();
    this.media.clear();
    this.deliveries.clear();
    this.recorder.clear();
    this.requestFaults.clear();
    this.rateLimit.clear();
    for (const account of this.settings.accounts) {
      account.credits = this.initialCredits.get(account.name) ?? null;
    }
    this.save();
  }

  private runDue(scanRef: string, at: number): void {
    const session = this.sessions.find(scanRef);
    if (session !== undefined) this.lifecycle.runDue(session, at);
  }
}
