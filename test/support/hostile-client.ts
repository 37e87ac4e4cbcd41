import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import type { HostileRequest } from './hostile-requests.js';

export interface HostileAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Sends what a well-behaved client refuses to. */
export class HostileClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 32 });

  constructor(private readonly url: string) {}

  /** Status 0: the connection was cut without an answer. */
  send({ method, path, headers, body }: Omit<HostileRequest, 'route'>): Promise<HostileAnswer> {
    return new Promise((resolve) => {
      const sent = request(new URL(this.url), { method, path, headers, agent: this.#agent }, (response) => {
        const { statusCode: status = 0, headers: answered } = response;
        if (answered['content-type']?.startsWith('text/event-stream')) {
          response.destroy();
          resolve({ status, headers: answered, text: '' });
          return;
        }
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        const end = () => resolve({ status, headers: answered, text: Buffer.concat(chunks).toString() });
        response.on('end', end);
        response.on('error', end);
      });
      sent.on('error', () => resolve({ status: 0, headers: {}, text: '' }));
      sent.end(body ?? undefined);
    });
  }

  /** Bytes as they are, over a connection of their own; the status of the first answer, 0 if there is none. */
  raw(bytes: Buffer): Promise<number> {
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve) => {
      let text = '';
      const socket = connect(Number(port), hostname, () => socket.end(bytes));
      socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0)));
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
