import { EventEmitter, once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** The two ends of one connection that goes through the door. */
interface Passage {
  readonly outside: Socket;
  readonly inside: Socket;
}

/**
 * One address for what comes and goes behind it, as a load balancer gives: each connection goes to the next one behind
 * the door, and ends when either side does. When nobody is behind it, connections are refused.
 */
export class FrontDoor {
  readonly #passages = new Set<Passage>();
  readonly #left = new EventEmitter();
  #ports: readonly number[] = [];
  #turn = 0;
  #frozen = false;

  private constructor(private readonly server: Server) {
    server.on('connection', (outside) => this.#enter(outside));
  }

  static async open(): Promise<FrontDoor> {
    const server = createServer({ pauseOnConnect: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FrontDoor(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Who is behind the door from now on. */
  leadTo(ports: readonly number[]): void {
    this.#ports = ports;
  }

  /** Lets nothing through, in either direction, and ends nothing: as a network that swallows packets. */
  freeze(): void {
    this.#frozen = true;
    for (const { outside, inside } of this.#passages) {
      outside.unpipe(inside).pause();
      inside.unpipe(outside).pause();
    }
  }

  thaw(): void {
    this.#frozen = false;
    this.#passages.forEach((passage) => join(passage));
  }

  /** Ends every connection, without a word to either side. */
  cut(): void {
    for (const { outside, inside } of this.#passages) {
      reset(outside);
      inside.destroy();
    }
  }

  /** Resolves when nobody is connected. */
  async emptied(): Promise<void> {
    while (this.#passages.size > 0) await once(this.#left, 'left');
  }

  async close(): Promise<void> {
    this.server.close();
    for (const { outside, inside } of this.#passages) {
      outside.destroy();
      inside.destroy();
    }
    await once(this.server, 'close');
  }

  #enter(outside: Socket): void {
    const port = this.#ports[this.#turn++ % this.#ports.length];
    outside.on('error', () => undefined);
    if (port === undefined) return reset(outside);
    const passage = { outside, inside: connect(port, '127.0.0.1') };
    this.#passages.add(passage);
    passage.inside.on('error', () => reset(outside));
    passage.inside.on('close', () => outside.destroy());
    outside.on('close', () => {
      passage.inside.destroy();
      this.#passages.delete(passage);
      this.#left.emit('left');
    });
    if (!this.#frozen) join(passage);
  }
}

// A socket that is saying good-bye already cannot be reset: Node reports an error, and never that it closed.
function reset(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}

function join({ outside, inside }: Passage): void {
  outside.pipe(inside);
  inside.pipe(outside);
}
