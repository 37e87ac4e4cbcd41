import type { SimulatedWebhook } from '../callbacks/delivery.js';
import { readFault } from '../faults/read-fault.js';
import { Fields } from '../input/fields.js';
import { SimulatorInputError } from '../input/simulator-input.error.js';
import { applyOutcome } from '../lifecycle/apply-outcome.js';
import { readOutcome } from '../lifecycle/outcome.js';
import type { SimulatedRequest } from '../record/request-record.js';
import { dueOf, type Due } from '../sessions/due.js';
import type { Session } from '../sessions/session.js';
import type { World } from '../world.js';

/** The whole state of a verification, and what time alone will do to it next. */
export interface SimulatedVerification extends Session {
  readonly due: Due | null;
}

/** What the control API and the methods of the simulator do; input is checked here, so both refuse the same. */
export class Controls {
  constructor(private readonly world: World) {}

  /** @throws {SimulatorInputError} */
  outcome(scanRef: string, body: unknown): SimulatedVerification {
    const session = this.find(scanRef);
    applyOutcome(this.world.lifecycle, session, readOutcome(body), this.world.clock.now());
    return describe(session);
  }

  /** @throws {SimulatorInputError} */
  fault(body: unknown): void {
    const fault = readFault(body);
    if ('request' in fault) this.world.requestFaults.add(fault.request, fault.frequency);
    else this.world.deliveries.addFault(fault.webhooks, fault.frequency);
  }

  clearFaults(): void {
    this.world.requestFaults.clear();
    this.world.deliveries.clearFaults();
  }

  /** @throws {SimulatorInputError} */
  clock(body: unknown): Date {
    const fields = Fields.of(body, ['advanceSeconds', 'now']);
    const seconds = fields.number('advanceSeconds', { min: 0 });
    const now = fields.raw('now');
    if ((seconds === undefined) === (now === undefined))
      fields.refuse('now', 'give either advanceSeconds or now');
    if (seconds === undefined) this.world.time.moveTo(instantOf(now));
    else this.world.time.advance(seconds);
    this.world.keep();
    return new Date(this.world.clock.now());
  }

  requests(path?: string): readonly SimulatedRequest[] {
    return this.world.recorder.list(path);
  }

  webhooks(): readonly SimulatedWebhook[] {
    return this.world.deliveries.list();
  }

  /** @throws {SimulatorInputError} */
  verification(scanRef: string): SimulatedVerification {
    return describe(this.find(scanRef));
  }

  /** @throws {SimulatorInputError} */
  reset(body: unknown): void {
    const seed = Fields.of(body, ['seed']).raw('seed');
    if (seed !== undefined && typeof seed !== 'string' && typeof seed !== 'number') {
      throw new SimulatorInputError('seed', 'must be a string or a number');
    }
    this.world.reset(seed === undefined ? undefined : String(seed));
  }

  private find(scanRef: string): Session {
    this.world.time.catchUp();
    const session = this.world.sessions.find(scanRef);
    if (session === undefined) throw new SimulatorInputError('scanRef', 'is not that of a verification here');
    return session;
  }
}

function describe(session: Session): SimulatedVerification {
  return { ...structuredClone(session), due: dueOf(session) ?? null };
}

function instantOf(now: unknown): number {
  const instant =
    typeof now === 'string' || typeof now === 'number' || now instanceof Date ? new Date(now) : undefined;
  if (instant === undefined || Number.isNaN(instant.getTime())) {
    throw new SimulatorInputError('now', 'must be a date, e.g. 2026-11-20T12:00:00Z, or milliseconds');
  }
  return instant.getTime();
}
