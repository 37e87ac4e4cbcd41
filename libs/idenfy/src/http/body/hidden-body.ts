import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** By these headers a parser knows that there is a body, and whether it is one for it. */
type BodyHeaders = Pick<IncomingHttpHeaders, 'content-type' | 'content-length' | 'transfer-encoding'>;

/** Kept with the headers: a WeakMap with an entry for each request is dear to the garbage collector. */
const HIDDEN = Symbol('idenfy:hidden-body');

type Headers = IncomingHttpHeaders & { [HIDDEN]?: BodyHeaders | undefined };

/** Makes a request look as if it had no body, so that every parser on its way lets it pass. */
export function hideBody(request: IncomingMessage): void {
  const headers: Headers = request.headers;
  if (headers[HIDDEN]) {
    return;
  }
  headers[HIDDEN] = {
    'content-type': headers['content-type'],
    'content-length': headers['content-length'],
    'transfer-encoding': headers['transfer-encoding'],
  };
  headers['content-type'] = undefined;
  headers['content-length'] = undefined;
  headers['transfer-encoding'] = undefined;
}

/** Undoes `hideBody`, before guards and handlers look at the request. */
export function revealBody(request: IncomingMessage): void {
  const headers: Headers = request.headers;
  const hidden = headers[HIDDEN];
  if (hidden) {
    headers[HIDDEN] = undefined;
    headers['content-type'] = hidden['content-type'];
    headers['content-length'] = hidden['content-length'];
    headers['transfer-encoding'] = hidden['transfer-encoding'];
  }
}
