import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

/** A private key and the certificates that a server sends, in PEM. */
export interface ServerIdentity {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority of one test run, with an intermediate one as real authorities have. Needs openssl. */
export class CertificateAuthority {
  readonly #folder = mkdtempSync(join(tmpdir(), 'idenfy-ca-'));

  constructor() {
    const ca = 'basicConstraints=critical,CA:TRUE';
    this.#openssl(
      'req',
      '-x509',
      ...NEW_KEY,
      '-subj',
      '/CN=root',
      '-days',
      '30',
      '-addext',
      ca,
      ...out('root'),
    );
    this.#sign('intermediate', 'root', ca, 30);
  }

  /** The file that a client trusts: for `NODE_EXTRA_CA_CERTS`. */
  get file(): string {
    return join(this.#folder, 'root.pem');
  }

  /** The identity of a server. @param days negative: it has expired */
  issue(
    name: string,
    { days = 30, names = 'DNS:localhost,IP:127.0.0.1', chain = true } = {},
  ): ServerIdentity {
    this.#sign(name, 'intermediate', `subjectAltName=${names}`, days);
    const cert = this.#read(`${name}.pem`) + (chain ? this.#read('intermediate.pem') : '');
    return { key: this.#read(`${name}.key`), cert };
  }

  selfSigned(): ServerIdentity {
    const names = 'subjectAltName=DNS:localhost';
    this.#openssl(
      'req',
      '-x509',
      ...NEW_KEY,
      '-subj',
      '/CN=self',
      '-days',
      '30',
      '-addext',
      names,
      ...out('self'),
    );
    return { key: this.#read('self.key'), cert: this.#read('self.pem') };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #sign(name: string, authority: string, extension: string, days: number): void {
    writeFileSync(join(this.#folder, `${name}.ext`), extension);
    this.#openssl(
      'req',
      '-new',
      ...NEW_KEY,
      '-subj',
      `/CN=${name}`,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
    );
    const by = ['-CA', `${authority}.pem`, '-CAkey', `${authority}.key`, '-CAcreateserial'];
    const files = ['-in', `${name}.csr`, '-extfile', `${name}.ext`, '-out', `${name}.pem`];
    this.#openssl('x509', '-req', ...files, ...by, '-days', String(days));
  }

  #openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.#folder, stdio: 'pipe' });
  }

  #read(file: string): string {
    return readFileSync(join(this.#folder, file), 'utf8');
  }
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

function out(name: string): string[] {
  return ['-keyout', `${name}.key`, '-out', `${name}.pem`];
}

/** How the server meets a request whose body it has read. */
export type TlsReply = (request: IncomingMessage, body: Buffer, response: ServerResponse) => unknown;

/** A server that speaks HTTPS on a free port of this machine. */
export class TlsServer {
  private constructor(private readonly server: Server) {}

  static async start(identity: ServerIdentity, reply: TlsReply): Promise<TlsServer> {
    const server = createServer(identity, (request, response) => {
      void buffer(request).then((body) => reply(request, body, response));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TlsServer(server);
  }

  get url(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** Passes requests on to another server, with bodies as `change` returns them: what a proxy does that terminates TLS. */
export function passedOnTo(target: string, change = (body: Buffer): Buffer => body): TlsReply {
  return async ({ method = 'GET', url = '/', headers }, body, response) => {
    const passed = ['content-type', 'idenfy-signature', 'idenfy-event-type'].flatMap(
      (name): [string, string][] => {
        const value = headers[name];
        return typeof value === 'string' ? [[name, value]] : [];
      },
    );
    const answer = await fetch(`${target}${url}`, { method, headers: passed, body: change(body) });
    response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
  };
}
