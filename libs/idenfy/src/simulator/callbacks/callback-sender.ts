import { setTimeout as wait } from 'node:timers/promises';
import { EVENT_TYPE_HEADER, SIGNATURE_HEADER } from '../../contract/event-type.js';
import type { SimulatorBehaviour } from '../options/simulator-behaviour.js';
import { isAccepted, type Delivery } from './delivery.js';
import { CallbackPoster } from './post-callback.js';
import { signatureOf } from './signature.js';

/** Sends one callback: late, twice or wrongly signed if a fault says so, and again while nobody accepts it. */
export class CallbackSender {
  private readonly poster = new CallbackPoster();

  constructor(private readonly behaviour: SimulatorBehaviour) {}

  /** Ends early, and quietly, when the signal aborts. */
  async send(delivery: Delivery, signal: AbortSignal): Promise<void> {
    const { plan } = delivery;
    try {
      if (plan.delayMs > 0) await wait(plan.delayMs, undefined, { signal });
      for (let copy = 0; copy <= plan.copies; copy++) await this.sendUntilAccepted(delivery, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  close(): void {
    this.poster.close();
  }

  private async sendUntilAccepted(delivery: Delivery, signal: AbortSignal): Promise<void> {
    const { count, spacingMs } = this.behaviour.retries;
    for (let tries = 1; ; tries++) {
      delivery.attempts += 1;
      delivery.lastStatus = await this.post(delivery, signal);
      if (isAccepted(delivery) || tries >= count) return;
      await wait(spacingMs, undefined, { signal });
    }
  }

  private post(delivery: Delivery, signal: AbortSignal): Promise<number | null> {
    const body = Buffer.from(delivery.body);
    return this.poster.post({
      url: delivery.url ?? '',
      headers: {
        'Content-Type': 'application/json',
        [EVENT_TYPE_HEADER]: delivery.eventType,
        ...this.signature(delivery, body),
      },
      body,
      timeoutMs: this.behaviour.webhookTimeoutMs,
      signal,
    });
  }

  private signature({ signingKey, plan }: Delivery, body: Buffer): Readonly<Record<string, string>> {
    if (signingKey === null || this.behaviour.omitSignature) return {};
    const key = plan.badSignature ? `not ${signingKey}` : signingKey;
    return { [SIGNATURE_HEADER]: signatureOf(body, key) };
  }
}
