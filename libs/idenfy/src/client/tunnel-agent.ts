import { request, type RequestOptions } from 'node:http';
import { Agent, type AgentOptions, request as secureRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { inspect } from 'node:util';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import { isLoopbackHost, requireText } from './options.js';

/** A proxy that opens tunnels (HTTP CONNECT). Printing it shows no password. */
export class ProxyAddress {
  readonly #url: URL;
  readonly #authorization: string | undefined;

  private constructor(url: URL) {
    const login = [url.username, url.password].map(decodeURIComponent).join(':');
    this.#url = url;
    this.#authorization = login === ':' ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
  }

  /** @throws IdenfyConfigurationError without quoting the value, which may contain a password */
  static from(value: unknown, option: string): ProxyAddress {
    if (value instanceof ProxyAddress) return value;
    const hint =
      'give the URL of a proxy that opens tunnels (CONNECT), such as http://user:password@proxy:3128';
    const text = requireText(value, option, hint);
    try {
      const url = new URL(text);
      const isOriginOnly = url.pathname === '/' && url.search === '' && url.hash === '';
      if (isOriginOnly && /^https?:$/.test(url.protocol)) return new ProxyAddress(url);
    } catch {
      // neither a URL, nor a login with valid escapes
    }
    throw new IdenfyConfigurationError({ option, hint });
  }

  /**
   * Opens a tunnel to the target. `done` gets an error that names no address, or the stream.
   * @param target host and port
   */
  connect(target: string, timeoutMs: number, done: (error: Error | null, tunnel?: Duplex) => void): void {
    const { protocol, hostname, port } = this.#url;
    const options: RequestOptions = {
      method: 'CONNECT',
      host: hostname.replace(/^\[|\]$/g, ''),
      ...(port !== '' && { port }),
      path: target,
      headers: {
        Host: target,
        ...(this.#authorization !== undefined && { 'Proxy-Authorization': this.#authorization }),
      },
      agent: false,
      timeout: timeoutMs,
    };
    const asking = protocol === 'https:' ? secureRequest(options) : request(options);
    asking.once('timeout', () => asking.destroy(refusedBy('ETIMEDOUT')));
    asking.once('error', (error: NodeJS.ErrnoException) => done(refusedBy(error.code ?? 'ECONNRESET')));
    asking.once('connect', ({ statusCode = 0 }, tunnel, head) => {
      asking.setTimeout(0);
      if (head.length > 0) tunnel.unshift(head);
      if (statusCode >= 200 && statusCode < 300) return done(null, tunnel);
      tunnel.destroy();
      done(refusedBy(`PROXY_${statusCode}`));
    });
    asking.end();
  }

  toJSON(): string {
    return this.#url.origin;
  }

  [inspect.custom](): string {
    return this.toJSON();
  }
}

/** To the client this is a connection that was not made: nothing of the request was sent. */
function refusedBy(code: string): Error {
  return Object.assign(new Error('the proxy opened no tunnel'), { code, syscall: 'connect' });
}

/**
 * Makes the TLS connections of a client through a proxy. The proxy learns the name of the host and sees nothing but
 * ciphertext, because the TLS session, certificate included, is one with the host itself. This machine is reached directly.
 */
export class TunnelAgent extends Agent {
  constructor(
    private readonly proxy: ProxyAddress,
    private readonly connectTimeoutMs: number,
    options: AgentOptions = {},
  ) {
    super(options);
  }

  override createConnection(
    options: RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const host = options.host ?? 'localhost';
    const bracketed = host.includes(':') ? `[${host}]` : host;
    if (isLoopbackHost(bracketed)) return super.createConnection(options, callback);
    const done = callback as (error: Error | null, stream?: Duplex) => void;
    this.proxy.connect(`${bracketed}:${options.port ?? 443}`, this.connectTimeoutMs, (error, tunnel) => {
      if (error) return done(error);
      done(null, super.createConnection({ ...options, socket: tunnel } as RequestOptions) ?? undefined);
    });
    return undefined;
  }
}

/** As the host gives it; as an address once the options are checked. */
export type ProxyUrl = string | ProxyAddress;

/** How to reach a proxy, as the options give it. */
export interface ProxyOptions {
  readonly proxy?: ProxyUrl;
  readonly tryTimeoutMs: number;
}

/** An agent for HTTPS, through the proxy where there is one. */
export function httpsAgent({ proxy, tryTimeoutMs }: ProxyOptions, options: AgentOptions): Agent {
  return proxy === undefined
    ? new Agent(options)
    : new TunnelAgent(ProxyAddress.from(proxy, 'http.proxy'), tryTimeoutMs, options);
}
