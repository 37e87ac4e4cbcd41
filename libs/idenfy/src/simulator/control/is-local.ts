import type { IncomingMessage } from 'node:http';

/** Whether a request comes from this machine, and not through a tunnel or proxy on it. */
export function isLocal(request: IncomingMessage): boolean {
  if (request.headers.forwarded !== undefined || request.headers['x-forwarded-for'] !== undefined)
    return false;
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return address === '::1' || address.startsWith('127.');
}
