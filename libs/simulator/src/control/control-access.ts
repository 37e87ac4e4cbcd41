import type { IncomingMessage } from 'node:http';
import type { SimulatorSettings } from '../options.js';

/** Why a control call is refused: status and message. */
export interface ControlRefusal {
  readonly status: 403 | 415;
  readonly message: string;
}

/**
 * Keeps web pages and other machines away from the control API, which needs no login. A page of another site can reach
 * this machine through the developer's browser, by a name of its own that resolves to a loopback address too.
 */
export class ControlAccess {
  private readonly fromAnywhere: boolean;
  private readonly ownHost: string | undefined;

  constructor({
    controlFromAnywhere,
    publicUrl,
  }: Pick<SimulatorSettings, 'controlFromAnywhere' | 'publicUrl'>) {
    this.fromAnywhere = controlFromAnywhere;
    this.ownHost = publicUrl === undefined ? undefined : new URL(publicUrl).hostname;
  }

  /** @param hasBody whether the request has a body, which must be JSON */
  refusalOf(request: IncomingMessage, hasBody: boolean): ControlRefusal | undefined {
    if (!this.fromAnywhere && !isLocal(request)) {
      return forbidden(
        'Control calls are answered to this machine only, unless started with controlFromAnywhere.',
      );
    }
    if (!this.isOwnHost(request.headers.host)) {
      return forbidden('Control calls need the Host of this machine, e.g. 127.0.0.1 or localhost.');
    }
    if (isForeign(request)) return forbidden('Control calls are not answered to pages of other sites.');
    return hasBody && !isJson(request)
      ? { status: 415, message: 'Control calls take application/json.' }
      : undefined;
  }

  private isOwnHost(host: string | undefined): boolean {
    const name = hostnameOf(host);
    if (name === undefined) return false;
    if (isLoopback(name)) return true;
    // A name without a dot, as in a network of containers, and an address cannot be registered by another site.
    return this.fromAnywhere && (name === this.ownHost || !name.includes('.') || isAddress(name));
  }
}

function forbidden(message: string): ControlRefusal {
  return { status: 403, message };
}

/** Whether the request comes from this machine, and not through a tunnel or proxy on it. */
function isLocal({ headers, socket }: IncomingMessage): boolean {
  if (headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined) return false;
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return address === '::1' || address.startsWith('127.');
}

function hostnameOf(host: string | undefined): string | undefined {
  const url = `http://${host ?? ''}`;
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127(\.\d+){3}$/.test(name);
}

function isAddress(name: string): boolean {
  return name.startsWith('[') || /^\d+(\.\d+){3}$/.test(name);
}

function isForeign({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) return true;
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

function isJson({ headers }: IncomingMessage): boolean {
  return /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
}
