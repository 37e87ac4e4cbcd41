import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** By these headers a parser knows that there is a body, and whether it is one for it. */
type BodyHeaders = Pick<IncomingHttpHeaders, 'content-type' | 'content-length' | 'transfer-encoding'>;

const hidden = new WeakMap<IncomingMessage, BodyHeaders>();

/** Makes a request look as if it had no body, so that every parser on its way lets it pass. */
export function hideBody(request: IncomingMessage): void {
  if (hidden.has(request)) {
    return;
  }
  const { headers } = request;
  hidden.set(request, {
    'content-type': headers['content-type'],
    'content-length': headers['content-length'],
    'transfer-encoding': headers['transfer-encoding'],
  });
  headers['content-type'] = undefined;
  headers['content-length'] = undefined;
  headers['transfer-encoding'] = undefined;
}

/** Undoes `hideBody`, before guards and handlers look at the request. */
export function revealBody(request: IncomingMessage): void {
  const headers = hidden.get(request);
  if (headers !== undefined) {
    hidden.delete(request);
    Object.assign(request.headers, headers);
  }
}
