import type { IdenfyEventType } from '@nestjs-idenfy/contract';
import type { FileLinks } from '../media/file-links.js';
import type { SimulatedAccount, SimulatorBehaviour } from '../options.js';
import type { SimulatorClock } from '../sessions/clock.js';
import type { Session } from '../sessions/session.js';
import type { Deliveries } from './deliveries.js';
import { documentExpirationPayload, facialAuthenticationPayload, identificationPayload } from './payload.js';

/** Turns the event of a verification into the webhooks that its account listens to. */
export class WebhookEmitter {
  constructor(
    private readonly accounts: readonly SimulatedAccount[],
    private readonly behaviour: SimulatorBehaviour,
    private readonly clock: SimulatorClock,
    private readonly links: FileLinks,
    private readonly deliveries: Deliveries,
  ) {}

  emit(session: Session, eventType: IdenfyEventType): void {
    const events = this.subscribed(eventType);
    if (events.length === 0) return;
    const at = this.clock.now();
    const body = wireJson(this.payloadOf(session, eventType, at));
    for (const event of events) this.deliver(session, event, body, at);
  }

  /** Sends a webhook although nothing happened and whether or not the account listens. @param fields replace those of its body */
  send(session: Session, eventType: IdenfyEventType, fields: Readonly<Record<string, unknown>>): void {
    const at = this.clock.now();
    this.deliver(session, eventType, wireJson({ ...this.payloadOf(session, eventType, at), ...fields }), at);
  }

  private deliver(session: Session, eventType: IdenfyEventType, body: string, at: number): void {
    const account = this.accounts.find(({ name }) => name === session.account);
    if (account === undefined) return;
    const url = session.request.callbackUrl ?? account.webhookUrl;
    const signingKey = account.signingKeys[eventType] ?? account.signingKey;
    this.deliveries.send({ scanRef: session.scanRef, eventType, url, signingKey, body, at });
  }

  // The legacy entry of the dashboard receives every outcome, besides the entry of the event itself.
  private subscribed(eventType: IdenfyEventType): readonly IdenfyEventType[] {
    const isOutcome = eventType !== 'DOCUMENT_EXPIRATION' && eventType !== 'IDENTIFICATION';
    const wanted: readonly IdenfyEventType[] = isOutcome ? [eventType, 'IDENTIFICATION'] : [eventType];
    return wanted.filter((event) => this.behaviour.webhookEvents.includes(event));
  }

  private payloadOf(session: Session, eventType: IdenfyEventType, at: number): object {
    switch (eventType) {
      case 'DOCUMENT_EXPIRATION':
        return documentExpirationPayload(session);
      case 'FACIAL_AUTHENTICATION':
        return facialAuthenticationPayload(session, this.behaviour);
      case 'VIDEO_CALL_FINISHED':
        // No body is documented.
        return {};
      default: {
        const files = this.links.issue(session, at);
        return identificationPayload(session, eventType, { behaviour: this.behaviour, files });
      }
    }
  }
}

/**
 * JSON as iDenfy sends it: a blank after comma and colon, and `\u` escapes for everything beyond ASCII. A receiver that
 * parses and serialises before it checks the signature fails here, as it does with iDenfy.
 */
export function wireJson(value: unknown): string {
  return JSON.stringify(value, undefined, 1)
    .replace(/([{[])\n\s*/g, '$1')
    .replace(/\n\s*([}\]])/g, '$1')
    .replace(/,\n\s*/g, ', ')
    .replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
