import type { IdenfyEventType } from '../../contract/event-type.js';
import type { FileLinks } from '../media/file-links.js';
import type { SimulatedAccount } from '../options/simulated-account.js';
import type { SimulatorBehaviour } from '../options/simulator-behaviour.js';
import type { Session } from '../sessions/session.js';
import type { SimulatorClock } from '../time/simulator-clock.js';
import type { Deliveries } from './deliveries.js';
import { documentExpirationPayload, identificationPayload } from './identification-payload.js';
import { wireJson } from './wire-json.js';

/** Turns what happened to a verification into the callbacks its account listens to. */
export class Announcer {
  constructor(
    private readonly accounts: readonly SimulatedAccount[],
    private readonly behaviour: SimulatorBehaviour,
    private readonly clock: SimulatorClock,
    private readonly links: FileLinks,
    private readonly deliveries: Deliveries,
  ) {}

  announce(session: Session, eventType: IdenfyEventType): void {
    const account = this.accounts.find(({ name }) => name === session.account);
    if (account === undefined) return;
    const events = this.listenedTo(eventType);
    if (events.length === 0) return;
    const at = this.clock.now();
    const body = wireJson(this.payloadOf(session, eventType, at));
    const url = session.request.callbackUrl ?? account.webhookUrl;
    for (const event of events) {
      const signingKey = account.signingKeys[event] ?? account.signingKey;
      this.deliveries.send({ scanRef: session.scanRef, eventType: event, url, signingKey, body, at });
    }
  }

  // The legacy entry of the dashboard receives every outcome, besides the entry of the event itself.
  private listenedTo(eventType: IdenfyEventType): readonly IdenfyEventType[] {
    const isOutcome = eventType !== 'DOCUMENT_EXPIRATION' && eventType !== 'IDENTIFICATION';
    const wanted: readonly IdenfyEventType[] = isOutcome ? [eventType, 'IDENTIFICATION'] : [eventType];
    return wanted.filter((event) => this.behaviour.webhookEvents.includes(event));
  }

  private payloadOf(session: Session, eventType: IdenfyEventType, at: number): unknown {
    if (eventType === 'DOCUMENT_EXPIRATION') return documentExpirationPayload(session);
    const fileUrls = this.links.issue(session, at);
    return identificationPayload(session, eventType, { behaviour: this.behaviour, fileUrls });
  }
}
