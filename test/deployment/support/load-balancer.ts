import { EventEmitter, once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** The two ends of one connection through the load balancer. */
interface Connection {
  readonly outside: Socket;
  readonly inside: Socket;
}

/**
 * One address for changing targets, as a load balancer gives: each connection goes to the next target behind
 * the address, and ends when either side does. Without a target, connections are refused.
 */
export class LoadBalancer {
  readonly #connections = new Set<Connection>();
  readonly #left = new EventEmitter();
  #ports: readonly number[] = [];
  #turn = 0;
  #frozen = false;

  private constructor(private readonly server: Server) {
    server.on('connection', (outside) => this.#enter(outside));
  }

  static async open(): Promise<LoadBalancer> {
    const server = createServer({ pauseOnConnect: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new LoadBalancer(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Routes new connections to these ports. */
  routeTo(ports: readonly number[]): void {
    this.#ports = ports;
  }

  /** Lets nothing through, in either direction, and ends nothing: as a network that swallows packets. */
  freeze(): void {
    this.#frozen = true;
    for (const { outside, inside } of this.#connections) {
      outside.unpipe(inside).pause();
      inside.unpipe(outside).pause();
    }
  }

  thaw(): void {
    this.#frozen = false;
    this.#connections.forEach((connection) => join(connection));
  }

  /** Ends every connection, without a word to either side. */
  cut(): void {
    for (const { outside, inside } of this.#connections) {
      reset(outside);
      inside.destroy();
    }
  }

  /** Resolves when no connection is left. */
  async emptied(): Promise<void> {
    while (this.#connections.size > 0) await once(this.#left, 'left');
  }

  async close(): Promise<void> {
    this.server.close();
    for (const { outside, inside } of this.#connections) {
      outside.destroy();
      inside.destroy();
    }
    await once(this.server, 'close');
  }

  #enter(outside: Socket): void {
    const port = this.#ports[this.#turn++ % this.#ports.length];
    outside.on('error', () => undefined);
    if (port === undefined) return reset(outside);
    const connection = { outside, inside: connect(port, '127.0.0.1') };
    this.#connections.add(connection);
    connection.inside.on('error', () => reset(outside));
    connection.inside.on('close', () => outside.destroy());
    outside.on('close', () => {
      connection.inside.destroy();
      this.#connections.delete(connection);
      this.#left.emit('left');
    });
    if (!this.#frozen) join(connection);
  }
}

// A socket that is saying good-bye already cannot be reset: Node reports an error, and never that it closed.
function reset(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}

function join({ outside, inside }: Connection): void {
  outside.pipe(inside);
  inside.pipe(outside);
}
