import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/**
 * A TCP relay whose open connections can go mute: nothing passes any more in either direction, and no end is sent, as
 * with a machine that lost its power. New connections work.
 */
export class MuteRelay {
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  readonly #muted = new Set<Socket>();

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
    server.on('connection', (near) => relay.#join(near, connect(port, host)));
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

  async close(): Promise<void> {
    for (const socket of [...this.#muted, ...[...this.#pairs].flat()]) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
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
