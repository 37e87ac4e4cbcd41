import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook as it arrived. */
export interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders;
  readonly raw: Buffer;
  readonly body: Record<string, unknown> & { readonly scanRef: string };
}

/** A partner's webhook address: keeps what arrives, and answers with the statuses it is told, then with 200. */
export class WebhookReceiver {
  readonly received: ReceivedWebhook[] = [];
  private statuses: number[] = [];

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const raw = Buffer.concat(chunks);
        this.received.push({
          headers: request.headers,
          raw,
          body: JSON.parse(raw.toString()) as ReceivedWebhook['body'],
        });
        response.writeHead(this.statuses.shift() ?? 200).end();
      });
    });
  }

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new WebhookReceiver(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhooks`;
  }

  /** What arrived, as event types and verdicts, in order. */
  get events(): readonly string[] {
    return this.received.map(({ headers, body }) => {
      const { overall } = (body['status'] ?? {}) as { overall?: string };
      const threshold = body['expirationThreshold'];
      return [headers['idenfy-event-type'], overall ?? threshold, body['final']]
        .filter((part) => part !== undefined)
        .map(String)
        .join(' ');
    });
  }

  /** Answers the next webhooks with these statuses. */
  answer(...statuses: number[]): void {
    this.statuses = statuses;
  }

  forget(): void {
    this.received.length = 0;
    this.statuses = [];
  }

  async close(): Promise<void> {
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }
}
