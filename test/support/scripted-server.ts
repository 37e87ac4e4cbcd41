import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** How the server meets one request. */
export type Reply = (response: ServerResponse) => void;

/** Answers with a body: an object as JSON, a string as it is. */
export function answer(status: number, body: unknown = '', headers: Record<string, string> = {}): Reply {
  const content = typeof body === 'string' ? body : JSON.stringify(body);
  return (response) => response.writeHead(status, headers).end(content);
}

/** Breaks the connection after it has read the request. */
export const cut: Reply = (response) => response.socket?.destroy();

/** Never answers. */
export const silence: Reply = () => {};

/**
 * A real HTTP server that does what the test tells it: the replies of a path are given in their order, the last
 * one again and again. It remembers every request.
 */
export class ScriptedServer {
  readonly requests: SeenRequest[] = [];
  readonly #scripts = new Map<string, Reply[]>();
  readonly #listeners: (() => void)[] = [];

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => void this.meet(request, response));
  }

  /** @param tls key and certificate, for HTTPS */
  static async start(tls?: { key: string; cert: string }): Promise<ScriptedServer> {
    const scripted = new ScriptedServer(tls ? createTlsServer(tls) : createServer());
    scripted.server.listen(0, '127.0.0.1');
    await once(scripted.server, 'listening');
    return scripted;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Says how requests to `path` are met, from the next one on. */
  on(path: string, ...replies: Reply[]): void {
    this.#scripts.set(path, replies);
  }

  /** Calls back after each request was read, before it is met. */
  onRequest(listener: () => void): void {
    this.#listeners.push(listener);
  }

  requestsTo(path: string): readonly SeenRequest[] {
    return this.requests.filter(({ url }) => pathOf(url) === path);
  }

  /** Refuses connections from now on. Does nothing the second time. */
  async close(): Promise<void> {
    if (!this.server.listening) {
      return;
    }
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async meet(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const body = await text(request).catch(() => '');
    this.requests.push({ method, url, headers, body });
    this.#listeners.forEach((listener) => listener());
    const replies = this.#scripts.get(pathOf(url)) ?? [];
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    (reply ?? answer(404, 'not scripted'))(response);
  }
}

function pathOf(url: string): string {
  return url.split('?')[0] ?? '';
}
