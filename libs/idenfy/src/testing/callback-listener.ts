import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { isIdenfyError } from '../errors/is-idenfy-error.js';
import { IdenfySimulator } from '../simulator/idenfy-simulator.js';
import { WebhookReceiver } from '../webhooks/webhook-receiver.js';

/** Takes the simulator's callbacks for an application that does not listen itself. */
@Injectable()
export class CallbackListener implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  constructor(
    private readonly simulator: IdenfySimulator,
    private readonly receiver: WebhookReceiver,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.simulator.webhookUrl !== undefined) return;
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    this.simulator.webhookUrl = `http://127.0.0.1:${port}/`;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.simulator.close();
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.statusCode = await this.#receive(request).catch((error: unknown) =>
      isIdenfyError(error) ? error.httpStatus : 500,
    );
    response.end();
  }

  async #receive(request: IncomingMessage): Promise<number> {
    await this.receiver.receive({
      body: await buffer(request),
      signature: request.headers['idenfy-signature']?.toString(),
      eventType: request.headers['idenfy-event-type']?.toString(),
    });
    return 200;
  }
}
