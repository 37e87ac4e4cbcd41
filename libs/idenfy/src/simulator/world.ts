import { Announcer } from './callbacks/announcer.js';
import { Deliveries } from './callbacks/deliveries.js';
import { Chance } from './chance.js';
import { FaultList } from './faults/fault-list.js';
import type { RequestFault } from './faults/request-fault.js';
import { Authentication } from './http/authenticate.js';
import { RateLimit } from './http/rate-limit.js';
import { Lifecycle } from './lifecycle/lifecycle.js';
import { FileLinks } from './media/file-links.js';
import { MediaStore } from './media/media-store.js';
import type { SimulatorSettings } from './options/simulator-settings.js';
import { RequestRecorder } from './record/request-recorder.js';
import { dueOf } from './sessions/due.js';
import { SessionStore } from './sessions/session-store.js';
import type { Session } from './sessions/session.js';
import type { SavedState } from './state/saved-state.js';
import { SimulatedTime } from './time/simulated-time.js';
import { SimulatorClock } from './time/simulator-clock.js';

/** Everything the simulated iDenfy consists of, wired together. Routes and the control API act on it. */
export class World {
  readonly clock: SimulatorClock;
  readonly chance: Chance;
  readonly time: SimulatedTime;
  readonly sessions = new SessionStore();
  readonly media = new MediaStore();
  readonly links: FileLinks;
  readonly deliveries: Deliveries;
  readonly lifecycle: Lifecycle;
  readonly recorder = new RequestRecorder();
  readonly requestFaults: FaultList<RequestFault>;
  readonly authentication: Authentication;
  readonly rateLimit: RateLimit;

  private readonly initialCredits: ReadonlyMap<string, number | null>;

  /** How the simulator is reached from outside; known once it listens. */
  baseUrl = '';

  constructor(
    readonly settings: SimulatorSettings,
    private readonly onChange: () => void,
  ) {
    const { behaviour, accounts } = settings;
    this.initialCredits = new Map(accounts.map(({ name, credits }) => [name, credits]));
    this.clock = new SimulatorClock(settings.now);
    this.chance = new Chance(settings.seed);
    this.time = new SimulatedTime(this.clock, (scanRef, at) => this.fallDue(scanRef, at));
    this.links = new FileLinks(this.chance, () => this.baseUrl);
    this.deliveries = new Deliveries(behaviour, this.chance);
    this.requestFaults = new FaultList(this.chance);
    this.authentication = new Authentication(accounts, behaviour.authErrorIdentifier);
    this.rateLimit = new RateLimit(behaviour.requestsPerHour);
    const announcer = new Announcer(accounts, behaviour, this.clock, this.links, this.deliveries);
    this.lifecycle = new Lifecycle(this.clock, this.chance, behaviour, {
      changed: (session) => this.changed(session),
      announce: (session, eventType) => announcer.announce(session, eventType),
    });
  }

  get uiUrl(): string {
    return `${this.baseUrl}/ui/`;
  }

  /** A new session, or one whose state has changed: its next appointment is made, its state is stored. */
  changed(session: Session): void {
    const due = dueOf(session);
    if (due !== undefined) this.time.appoint(session.scanRef, due.at);
    this.keep();
  }

  /** Something has changed that outlives this process. */
  keep(): void {
    this.onChange();
  }

  snapshot(): SavedState {
    return {
      version: 1,
      chance: this.chance.state,
      clockOffset: this.clock.offset,
      credits: Object.fromEntries(this.settings.accounts.map(({ name, credits }) => [name, credits])),
      sessions: [...this.sessions.all()],
    };
  }

  restore({ chance, clockOffset, credits, sessions }: SavedState): void {
    // Whoever asked for no seed must never meet an id again, not even after an older state was put back.
    this.chance.restart(chance, this.settings.isSeeded ? '' : this.settings.seed);
    this.clock.moveBy(clockOffset);
    for (const account of this.settings.accounts) account.credits = credits[account.name] ?? account.credits;
    for (const session of sessions) {
      this.sessions.add(session);
      this.changed(session);
    }
  }

  /** Forgets everything but the configuration. */
  reset(seed = this.settings.seed): void {
    this.chance.restart({ seed, drawn: {} });
    this.clock.reset();
    this.time.clear();
    this.sessions.clear();
    this.media.clear();
    this.deliveries.clear();
    this.recorder.clear();
    this.requestFaults.clear();
    this.rateLimit.clear();
    for (const account of this.settings.accounts)
      account.credits = this.initialCredits.get(account.name) ?? null;
    this.keep();
  }

  private fallDue(scanRef: string, at: number): void {
    const session = this.sessions.find(scanRef);
    if (session !== undefined) this.lifecycle.fallDue(session, at);
  }
}
