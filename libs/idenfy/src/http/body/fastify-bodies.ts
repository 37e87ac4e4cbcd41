import type { IncomingMessage } from 'node:http';
import { hideBody, revealBody } from './hidden-body.js';
import { saysOwnBody } from './own-body.decorator.js';

type FastifyRequest = { readonly raw: IncomingMessage };
type PreParsing = (request: FastifyRequest, reply: unknown, payload: unknown, done: () => void) => void;
type PreValidation = (request: FastifyRequest, reply: unknown, done: () => void) => void;

interface RouteOptions {
  readonly config?: object;
  preParsing?: PreParsing | PreParsing[];
  preValidation?: PreValidation | PreValidation[];
}

/** What we use of Nest's FastifyAdapter. */
export interface FastifyLike {
  getInstance(): { addHook(name: 'onRoute', hook: (route: RouteOptions) => void): unknown };
}

/**
 * Fastify looks for a parser between `preParsing` and `preValidation`; without a body it looks for none, and
 * then neither content type nor `bodyLimit` matter.
 */
export function keepBodiesOnFastify(adapter: FastifyLike): void {
  adapter.getInstance().addHook('onRoute', (route) => {
    if (saysOwnBody(route.config)) {
      route.preParsing = noHooks<PreParsing>().concat(route.preParsing ?? [], hide);
      route.preValidation = noHooks<PreValidation>().concat(reveal, route.preValidation ?? []);
    }
  });
}

const hide: PreParsing = (request, _reply, _payload, done) => {
  hideBody(request.raw);
  done();
};

const reveal: PreValidation = (request, _reply, done) => {
  revealBody(request.raw);
  done();
};

const noHooks = <Hook>(): Hook[] => [];
