import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CONTROL_PATH, type ControlHandler } from '../control/control-handler.js';
import type { RequestHandler } from './request-handler.js';

/** Longer than clients keep idle connections, so that the simulator never closes one that is just being used. */
const KEEP_ALIVE_MS = 75_000;

/** The HTTP server. It separates control calls from everything else. */
export class SimulatorServer {
  private readonly server: Server;

  constructor(
    private readonly requests: RequestHandler,
    private readonly controls: ControlHandler,
  ) {
    this.server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
      this.dispatch(request, response).catch(() => {
        // The client disconnected while it was still sending.
        request.socket.destroy();
      });
    });
  }

  /** Resolves to the port, which is another one when `port` is 0. */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private dispatch(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isControl = request.url?.startsWith(CONTROL_PATH) === true;
    return isControl ? this.controls.handle(request, response) : this.requests.handle(request, response);
  }
}

/** The host of a URL that reaches a server on this address; for "all addresses" that is this machine. */
export function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
