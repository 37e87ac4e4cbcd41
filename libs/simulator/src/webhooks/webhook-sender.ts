import { createHmac } from 'node:crypto';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { EVENT_TYPE_HEADER, SIGNATURE_HEADER } from '@nestjs-idenfy/contract';
import type { SimulatorBehaviour } from '../options.js';
import { type Delivery, isAccepted } from './delivery.js';

/** Sends one webhook, with its fault, and again until it is accepted or its attempts are used up. */
export class WebhookSender {
  private readonly poster = new WebhookPoster();

  constructor(private readonly behaviour: SimulatorBehaviour) {}

  /** Resolves early when the signal aborts. */
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
    for (let attempt = 1; ; attempt++) {
      delivery.attempts += 1;
      delivery.lastStatus = await this.post(delivery, signal);
      if (isAccepted(delivery) || attempt >= count) return;
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
    // HMAC-SHA256 over the raw bytes, in hex (D:security/callback-signing).
    return { [SIGNATURE_HEADER]: createHmac('sha256', key).update(body).digest('hex') };
  }
}

/** One attempt to send a webhook. */
interface WebhookPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Posts over kept-alive connections and does not follow redirects. */
class WebhookPoster {
  private readonly http = new HttpAgent({ keepAlive: true, maxSockets: 64 });
  private readonly https = new HttpsAgent({ keepAlive: true, maxSockets: 64 });

  /** The status of the answer; null for a refused or cut connection, a time-out or an untrusted certificate. */
  post({ url, headers, body, timeoutMs, signal }: WebhookPost): Promise<number | null> {
    const secure = url.startsWith('https:');
    const options = { method: 'POST', headers: { ...headers, 'Content-Length': body.length }, signal };
    return new Promise((resolve) => {
      const request = secure
        ? httpsRequest(url, { ...options, agent: this.https })
        : httpRequest(url, { ...options, agent: this.http });
      // The time-out counts from the first byte sent; a socket time-out would start again with every byte.
      const timer = setTimeout(() => request.destroy(), timeoutMs);
      request.on('response', (response) => {
        clearTimeout(timer);
        response.resume();
        resolve(response.statusCode ?? null);
      });
      request.on('error', () => {
        clearTimeout(timer);
        resolve(null);
      });
      request.on('close', () => {
        clearTimeout(timer);
        resolve(null);
      });
      request.end(body);
    });
  }

  close(): void {
    this.http.destroy();
    this.https.destroy();
  }
}
