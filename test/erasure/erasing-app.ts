import { DueErasures, IdenfyClock, type IdenfyOptions, RetentionSweep } from 'nestjs-idenfy';
import { aWebhook, signWebhook, someData } from 'nestjs-idenfy/testing';
import { dumpOf } from '../support/database.js';
import { type Answer, KycApp, type KycAppSetup } from '../support/kyc-app.js';
import { ShiftableClock } from '../support/shiftable-clock.js';

export const DAY = 24 * 60;

/** An application whose clock a test moves, and what staff and iDenfy do to it in tests of erasure. */
export class ErasingApp {
  private constructor(
    readonly kyc: KycApp,
    readonly clock: ShiftableClock,
  ) {}

  static async start(retention: IdenfyOptions['retention'], setup: KycAppSetup = {}): Promise<ErasingApp> {
    const clock = new ShiftableClock();
    const kyc = await KycApp.start({
      ...setup,
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
      options: { keep: 'data', reconciliation: { enabled: false }, ...setup.options, retention },
    });
    return new ErasingApp(kyc, clock);
  }

  /** A verification with a final result. */
  async finished(clientId: string, overall = 'DENIED'): Promise<string> {
    const scanRef = await this.kyc.started(clientId);
    await this.end(scanRef, overall);
    return scanRef;
  }

  async end(scanRef: string, overall: string): Promise<void> {
    this.kyc.simulator.outcome(scanRef, { overall: overall as 'DENIED' });
    await this.kyc.settled();
  }

  erase(scanRef: string): Promise<Answer> {
    return this.staff('DELETE', `/idenfy/verifications/${scanRef}`);
  }

  async receipt(scanRef: string): Promise<Record<string, unknown>> {
    return (await this.staff('GET', `/idenfy/verifications/${scanRef}/erasure`)).body;
  }

  staff(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.kyc.request(method, path, { caller: 'staff:grace', body });
  }

  dump(): Promise<string> {
    return dumpOf(this.kyc.database);
  }

  /** Carries out the erasures that are due, so many days later. */
  async later(days: number): Promise<void> {
    this.clock.shift(days * DAY);
    this.kyc.simulator.advance(days * DAY * 60);
    await this.kyc.app.get(DueErasures).run();
  }

  async sweepLater(days: number): Promise<void> {
    this.clock.shift(days * DAY);
    await this.kyc.app.get(RetentionSweep).run();
  }

  /** A webhook of iDenfy, with a name and the number of a document in it. */
  async deliver(scanRef: string, clientId: string, finishTime?: number): Promise<void> {
    const data = someData({ docFirstName: 'CANARYNAME', docNumber: 'CANARYDOCUMENT' });
    await this.deliverSigned(
      aWebhook({ scanRef, clientId, overall: 'APPROVED', data, ...(finishTime && { finishTime }) }),
    );
  }

  deliverSigned(webhook: object, eventType?: string): Promise<void> {
    return this.deliverText(JSON.stringify(webhook), eventType);
  }

  /** The bytes of a webhook as they are, also where they are no JSON. */
  async deliverText(text: string, eventType?: string): Promise<void> {
    const { body, headers } = signWebhook(text, 'a-signing-key-of-this-test');
    const { status } = await this.kyc.request('POST', '/idenfy/webhooks', {
      body,
      headers: { ...headers, ...(eventType !== undefined && { 'idenfy-event-type': eventType }) },
    });
    if (status !== 200) throw new Error(`The webhook was answered ${status}.`);
    await this.kyc.settled();
  }

  close(): Promise<void> {
    return this.kyc.close();
  }
}
