import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CONTROL_PATH, type ControlHandler } from '../control/control-handler.js';
import type { RequestHandler } from './request-handler.js';

/** Longer than any client keeps an idle connection, so that it is never the simulator that closes one just in use. */
const KEEP_ALIVE_MS = 75_000;

/** The HTTP server: control calls go one way, everything else the other. */
export class SimulatorServer {
  private readonly server: Server;

  constructor(
    private readonly requests: RequestHandler,
    private readonly controls: ControlHandler,
  ) {
    this.server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
      this.dispatch(request, response).catch(() => {
        // The client went away while it was still sending; there is nobody left to answer.
        request.socket.destroy();
      });
    });
  }

  /** Resolves to the port, which matters when a free one was asked for. */
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
