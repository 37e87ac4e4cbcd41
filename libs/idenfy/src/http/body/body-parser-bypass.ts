import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type AbstractHttpAdapter, HttpAdapterHost } from '@nestjs/core';
import { routeSkipsBodyParser, skipsBodyParser } from './skip-body-parser.decorator.js';

/**
 * Keeps the body parsers away from routes with `@SkipBodyParser()`. It installs itself as soon as there is an HTTP
 * adapter: in its constructor, or, in a testing module, when the application is created from it. Both are before Nest
 * mounts its parsers and before `main.ts` can mount others. An application context, a REPL and a microservice have no
 * adapter: there it does nothing.
 */
@Injectable()
export class BodyParserBypass implements OnModuleInit {
  private onRoutesMounted: () => void = () => undefined;

  constructor(private readonly host: HttpAdapterHost) {
    if (host.httpAdapter) {
      this.install(host.httpAdapter);
    } else {
      host.init$.subscribe(() => this.installIfServed());
    }
  }

  onModuleInit(): void {
    this.onRoutesMounted();
  }

  // Nest announces the adapter also where there is none, and an error thrown to its observable ends the process.
  private installIfServed(): void {
    const adapter: AbstractHttpAdapter | null = this.host.httpAdapter;
    if (adapter !== null) {
      this.install(adapter);
    }
  }

  private install(adapter: AbstractHttpAdapter): void {
    switch (adapter.getType()) {
      case 'express':
        this.onRoutesMounted = bypassOnExpress(adapter as ExpressLike).onRoutesMounted;
        break;
      case 'fastify':
        bypassOnFastify(adapter as FastifyLike);
        break;
    }
  }
}

type ExpressRequest = IncomingMessage & { readonly path: string };
type ExpressHandler = (request: ExpressRequest, response: unknown, next: () => void) => unknown;

/** The part we use of a layer of Express's router: it is a route, or one handler of a route. */
interface Layer {
  handle: ExpressHandler;
  readonly route?: { readonly methods: Readonly<Record<string, boolean>>; readonly stack: readonly Layer[] };
  match(path: string): unknown;
}

/** The part we use of Nest's ExpressAdapter. */
interface ExpressLike {
  use(middleware: ExpressHandler): unknown;
  getInstance(): { readonly router: { readonly stack: readonly Layer[] } };
}

/**
 * Mounts a middleware in front of everything that is mounted later, parsers included. It reads from the filled router
 * which routes are ours, so prefixes, versions and exclusions are exactly Nest's own.
 */
function bypassOnExpress(adapter: ExpressLike): { onRoutesMounted: () => void } {
  let ours: readonly Layer[] = [];
  adapter.use((request, _response, next) => {
    const { method = '', path } = request;
    const verb = method.toLowerCase();
    if (ours.some((layer) => takes(layer, verb, path))) {
      hideBody(request);
    }
    next();
  });
  return {
    onRoutesMounted() {
      ours = adapter.getInstance().router.stack.filter(isOurs);
      ours.forEach(revealInRoute);
    },
  };
}

function isOurs({ route }: Layer): boolean {
  return route?.stack.some(({ handle }) => skipsBodyParser(handle)) ?? false;
}

function takes(layer: Layer, verb: string, path: string): boolean {
  if (layer.route?.methods[verb] !== true) {
    return false;
  }
  try {
    return Boolean(layer.match(path));
  } catch {
    return false; // A broken percent-encoding: the router refuses it itself.
  }
}

function revealInRoute({ route }: Layer): void {
  for (const layer of route?.stack ?? []) {
    const { handle } = layer;
    layer.handle = (request, response, next) => {
      revealBody(request);
      return handle(request, response, next);
    };
  }
}

type FastifyRequest = { readonly raw: IncomingMessage };
type PreParsing = (request: FastifyRequest, reply: unknown, payload: unknown, done: () => void) => void;
type PreValidation = (request: FastifyRequest, reply: unknown, done: () => void) => void;

interface FastifyRoute {
  readonly config?: object;
  preParsing?: PreParsing | PreParsing[];
  preValidation?: PreValidation | PreValidation[];
}

/** The part we use of Nest's FastifyAdapter. */
interface FastifyLike {
  getInstance(): { addHook(name: 'onRoute', hook: (route: FastifyRoute) => void): unknown };
}

/**
 * Fastify looks for a parser between `preParsing` and `preValidation`; for a request without a body it looks for none, and
 * neither content type nor `bodyLimit` matter.
 */
function bypassOnFastify(adapter: FastifyLike): void {
  adapter.getInstance().addHook('onRoute', (route) => {
    if (routeSkipsBodyParser(route.config)) {
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

/** The headers by which a parser decides whether there is a body for it. */
type BodyHeaders = Pick<IncomingHttpHeaders, 'content-type' | 'content-length' | 'transfer-encoding'>;

/** Kept on the headers: a WeakMap with an entry for each request is expensive for the garbage collector. */
const HIDDEN = Symbol('idenfy:hidden-body');

type Headers = IncomingHttpHeaders & { [HIDDEN]?: BodyHeaders | undefined };

/** Makes a request look as if it had no body, so that all parsers ignore it. */
function hideBody(request: IncomingMessage): void {
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

/** Undoes `hideBody`, before guards and handlers see the request. */
function revealBody(request: IncomingMessage): void {
  const headers: Headers = request.headers;
  const hidden = headers[HIDDEN];
  if (hidden) {
    headers[HIDDEN] = undefined;
    headers['content-type'] = hidden['content-type'];
    headers['content-length'] = hidden['content-length'];
    headers['transfer-encoding'] = hidden['transfer-encoding'];
  }
}
