import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A proxy that opens tunnels to one port of this machine, whichever host is asked for, and records all it sees. */
export class TunnelProxy {
  /** Hosts and ports that tunnels were asked for, with the headers of the request. */
  readonly tunnels: { target: string; headers: IncomingHttpHeaders }[] = [];
  /** Requests that were to be forwarded in clear, as proxies do without CONNECT. */
  readonly forwarded: string[] = [];
  readonly #seen: Buffer[] = [];
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly toPort: number,
  ) {}

  /** @param refusal status instead of each tunnel */
  static async start(toPort: number, refusal?: number): Promise<TunnelProxy> {
    const proxy = new TunnelProxy(createServer(), toPort);
    proxy.server.on('connection', (socket: Socket) => proxy.#sockets.add(socket));
    proxy.server.on('request', ({ method, url }, response) => {
      proxy.forwarded.push(`${method} ${url}`);
      response.writeHead(502).end();
    });
    proxy.server.on('connect', ({ url = '', headers }, socket: Socket) => {
      proxy.tunnels.push({ target: url, headers });
      if (refusal === undefined) proxy.#tunnel(socket);
      else socket.end(`HTTP/1.1 ${refusal} No\r\n\r\n`);
    });
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  /** `127.0.0.1:port` */
  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Every byte that went through, in both directions. */
  get seen(): string {
    return Buffer.concat(this.#seen).toString('latin1');
  }

  async close(): Promise<void> {
    this.#sockets.forEach((socket) => socket.destroy());
    this.server.close();
    await once(this.server, 'close');
  }

  #tunnel(near: Socket): void {
    const far = connect(this.toPort, '127.0.0.1', () => near.write('HTTP/1.1 200 OK\r\n\r\n'));
    this.#sockets.add(far);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (chunk: Buffer) => {
        this.#seen.push(chunk);
        to.write(chunk);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
  }
}

/** A certificate that no authority has signed, for ivs.idenfy.test and files.idenfy.test, and its key. */
export const TEST_TLS = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg3iExxxkKhHsq/S6t
NRhgQVOEUM/soEIj6vL41QZPHG2hRANCAAQcQ6e6DAdIEImxKfjCHd0Tho3Yz4uw
ELcKAEcwjbfMKvemcJCJA/U8zBkZLTpkNzWAdmIlHik76iEcviLzG8O0
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBtDCCAVqgAwIBAgIUd1yxGjAYRpM1b6BbTEKRf65QQwwwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLaWRlbmZ5LnRlc3QwIBcNMjYxMTI2MTYyNzU0WhgPMjEyNjEx
MDIxNjI3NTRaMBYxFDASBgNVBAMMC2lkZW5meS50ZXN0MFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAEHEOnugwHSBCJsSn4wh3dE4aN2M+LsBC3CgBHMI23zCr3pnCQ
iQP1PMwZGS06ZDc1gHZiJR4pO+ohHL4i8xvDtKOBgzCBgDAdBgNVHQ4EFgQUILpF
aOYPbG0CtONDVhHe37IRvu0wHwYDVR0jBBgwFoAUILpFaOYPbG0CtONDVhHe37IR
vu0wDwYDVR0TAQH/BAUwAwEB/zAtBgNVHREEJjAkgg9pdnMuaWRlbmZ5LnRlc3SC
EWZpbGVzLmlkZW5meS50ZXN0MAoGCCqGSM49BAMCA0gAMEUCIQDQFlFBILpvdoEk
ltIAS+mnfPgKhvlpbUPpZUJ34r876AIgCQkaRjPDhMXPJbpvSAV0SRbwGxB7z5kl
EAf9m2dz6nM=
-----END CERTIFICATE-----`,
};
