import type { IdenfyEventType } from '@nestjs-idenfy/contract';
import { readFault } from '../faults/read-fault.js';
import type { SimulatedRequest } from '../http/request-recorder.js';
import { checked, Fields, number, object, SimulatorInputError } from '../input.js';
import { seed } from '../options.js';
import { dueEventOf, type DueEvent } from '../sessions/due-events.js';
import type { Session } from '../sessions/session.js';
import type { SimulatorContext } from '../simulator-context.js';
import type { SimulatedWebhook } from '../webhooks/delivery.js';
import { applyOutcome, readOutcome } from './outcome.js';

/** The whole state of a verification. */
export interface SimulatedVerification extends Session {
  /** What the passing of time will do next; null for nothing. */
  readonly due: DueEvent | null;
}

/** A webhook to send without any change of the verification. */
export interface WebhookToSend {
  /** Any event; one that iDenfy does not document has the body of an identification. */
  readonly eventType: IdenfyEventType;
  /** Fields that replace those of the usual body; any names and values. */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
}

/** What control calls and the methods of `IdenfySimulator` do. Input is checked here, so both refuse the same. */
export class Controls {
  constructor(private readonly context: SimulatorContext) {}

  /** @throws {SimulatorInputError} */
  outcome(scanRef: string, body: unknown): SimulatedVerification {
    const session = this.find(scanRef);
    applyOutcome(this.context.lifecycle, session, readOutcome(body), this.context.clock.now());
    return describe(session);
  }

  /** @throws {SimulatorInputError} */
  sendWebhook(scanRef: string, body: unknown): void {
    const session = this.find(scanRef);
    const fields = Fields.of(body, ['eventType', 'body']);
    const eventType = fields.read('eventType', eventName) ?? fields.refuse('eventType', 'give an event');
    this.context.sendWebhook(session, eventType, fields.read('body', object) ?? {});
  }

  /** @throws {SimulatorInputError} */
  fault(body: unknown): void {
    const fault = readFault(body);
    if ('request' in fault) this.context.requestFaults.add(fault.request, fault.frequency);
    else this.context.deliveries.addFault(fault.webhooks, fault.frequency);
  }

  clearFaults(): void {
    this.context.requestFaults.clear();
    this.context.deliveries.clearFaults();
  }

  /** @throws {SimulatorInputError} */
  clock(body: unknown): Date {
    const fields = Fields.of(body, ['advanceSeconds', 'now']);
    const seconds = fields.read('advanceSeconds', number({ min: 0 }));
    const now = fields.read('now', instant);
    if ((seconds === undefined) === (now === undefined)) {
      fields.refuse('now', 'give either advanceSeconds or now');
    }
    if (now !== undefined) this.context.timers.moveTo(now);
    else if (seconds !== undefined) this.context.timers.advance(seconds);
    this.context.save();
    return new Date(this.context.clock.now());
  }

  requests(path?: string): readonly SimulatedRequest[] {
    return this.context.recorder.list(path);
  }

  webhooks(): readonly SimulatedWebhook[] {
    return this.context.deliveries.list();
  }

  /** @throws {SimulatorInputError} */
  verification(scanRef: string): SimulatedVerification {
    return describe(this.find(scanRef));
  }

  /** @throws {SimulatorInputError} */
  reset(body: unknown): void {
    const given = Fields.of(body, ['seed']).read('seed', seed);
    this.context.reset(given === undefined ? undefined : String(given));
  }

  private find(scanRef: string): Session {
    this.context.timers.catchUp();
    const session = this.context.sessions.find(scanRef);
    if (session === undefined) throw new SimulatorInputError('scanRef', 'is not that of a verification here');
    return session;
  }
}

function describe(session: Session): SimulatedVerification {
  return { ...structuredClone(session), due: dueEventOf(session) ?? null };
}

const eventName = checked(
  'must be the name of an event, e.g. FACIAL_AUTHENTICATION',
  (value): value is string => typeof value === 'string' && /^[A-Z_]{1,64}$/.test(value),
);

function instant(value: unknown, field: string): number {
  const date =
    typeof value === 'string' || typeof value === 'number' || value instanceof Date
      ? new Date(value)
      : undefined;
  if (date === undefined || Number.isNaN(date.getTime())) {
    throw new SimulatorInputError(field, 'must be a date, e.g. 2026-11-20T12:00:00Z, or milliseconds');
  }
  return date.getTime();
}
