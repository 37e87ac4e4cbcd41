import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transform } from 'node:stream';

/** How the gateway treats a request instead of passing it on. */
export type Treatment =
  'cut' | 'buffer' | { readonly status: number; readonly headers?: Record<string, string> };

/** A reverse proxy in front of the service that fails when the test says so, and remembers the requests. */
export class Gateway {
  /** Method, path and the headers of each request. */
  readonly requests: { line: string; headers: IncomingMessage['headers'] }[] = [];
  /** What the next requests of a path meet; those after them are passed on. */
  readonly #treatments: { path: RegExp; treatment: Treatment }[] = [];
  readonly #open = new Set<ServerResponse>();

  private constructor(
    private readonly server: Server,
    private readonly service: string,
  ) {}

  static async before(service: string): Promise<Gateway> {
    const gateway: Gateway = new Gateway(
      createServer((incoming, response) => gateway.#meet(incoming, response)),
      service,
    );
    gateway.server.listen(0, '127.0.0.1');
    await once(gateway.server, 'listening');
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Treats one request to a matching path, after those that were named before. */
  treat(path: RegExp, ...treatments: readonly Treatment[]): void {
    this.#treatments.push(...treatments.map((treatment) => ({ path, treatment })));
  }

  /** Breaks every open connection. */
  cutAll(): void {
    for (const response of this.#open) response.socket?.destroy();
  }

  get openRequests(): number {
    return this.#open.size;
  }

  linesTo(path: RegExp): string[] {
    return this.requests.map(({ line }) => line).filter((line) => path.test(line));
  }

  async close(): Promise<void> {
    this.cutAll();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  #meet(incoming: IncomingMessage, response: ServerResponse): void {
    const { method, url = '', headers } = incoming;
    this.requests.push({ line: `${method} ${url}`, headers });
    this.#open.add(response);
    response.on('close', () => this.#open.delete(response));
    const index = this.#treatments.findIndex(({ path }) => path.test(url));
    const [found] = index < 0 ? [] : this.#treatments.splice(index, 1);
    const treatment = found?.treatment;
    if (treatment === 'cut') return void response.socket?.destroy();
    if (treatment === 'buffer') return; // the answer is held back for good
    if (treatment) {
      incoming.resume();
      return void response.writeHead(treatment.status, treatment.headers).end('{}');
    }
    const forwarded = request(this.service + url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.flushHeaders();
      answer.on('error', () => response.destroy());
      answer.pipe(sooner()).pipe(response);
    });
    forwarded.on('error', () => response.destroy());
    response.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  }
}

/** The service asks clients to wait for three seconds before they reconnect, which is long for a test. */
function sooner(): Transform {
  return new Transform({
    transform: (chunk: Buffer, _, done) =>
      done(
        null,
        chunk.includes('retry: 3000') ? chunk.toString().replaceAll('retry: 3000', 'retry: 20') : chunk,
      ),
  });
}
