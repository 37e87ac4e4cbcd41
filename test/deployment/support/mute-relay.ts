import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/**
 * A TCP relay whose open connections can go mute: nothing passes any more in either direction, and no end is sent, as
 * with a machine that lost its power. New connections work, or get no answer.
 */
export class MuteRelay {
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  readonly #muted = new Set<Socket>();
  #deaf = false;
  /** How many connections were accepted and not answered. */
  ignored = 0;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async to(host: string, port: number): Promise<MuteRelay> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the relay has no port');
    const relay = new MuteRelay(server, address.port);
    server.on('connection', (near) => {
      if (relay.#deaf) relay.#ignore(near);
      else relay.#join(near, connect(port, host));
    });
    return relay;
  }

  /** How many connections pass data now. */
  get open(): number {
    return this.#pairs.size;
  }

  mute(): void {
    for (const [near, far] of this.#pairs) {
      near.unpipe(far);
      far.unpipe(near);
      near.pause();
      far.pause();
      near.removeAllListeners('close');
      far.removeAllListeners('close');
      this.#muted.add(near).add(far);
    }
    this.#pairs.clear();
  }

  /** From now on, connections are accepted and nothing is answered; those that are open end. */
  ignoreAll(): void {
    this.#deaf = true;
    for (const [near] of this.#pairs) near.destroy();
  }

  hearAgain(): void {
    this.#deaf = false;
  }

  async close(): Promise<void> {
    for (const socket of [...this.#muted, ...[...this.#pairs].flat()]) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  #ignore(socket: Socket): void {
    this.ignored++;
    this.#muted.add(socket);
    socket.on('error', () => undefined);
  }

  #join(near: Socket, far: Socket): void {
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    for (const [socket, other] of [pair, [far, near] as const]) {
      socket.pipe(other);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        other.destroy();
        this.#pairs.delete(pair);
      });
    }
  }
}
