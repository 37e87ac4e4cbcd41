import type { IncomingMessage } from 'node:http';

/** What Nest gives its handlers: Express's request is Node's own, Fastify's has Node's as `raw`. */
export type RequestLike = (IncomingMessage | { readonly raw: IncomingMessage }) & {
  /** Set where something in front of us has read the body and kept it (Cloud Functions; a parser we cannot stop). */
  readonly rawBody?: unknown;
};

/** Node's own request. */
export function rawRequest(request: RequestLike): IncomingMessage {
  return 'raw' in request ? request.raw : request;
}
