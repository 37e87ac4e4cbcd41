import type { IncomingHttpHeaders } from 'node:http';

/** What a request has under Express and under Fastify alike. */
export interface IdenfyHttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** Who is at the other end; behind a proxy, as your `trust proxy` (Express) or `trustProxy` (Fastify) says. */
  readonly ip?: string;
  /** What a guard of yours (passport, for example) made of the credentials. */
  readonly user?: unknown;
}
