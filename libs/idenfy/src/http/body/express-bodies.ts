import type { IncomingMessage } from 'node:http';
import { hideBody, revealBody } from './hidden-body.js';
import { hasOwnBody } from './own-body.decorator.js';

type ExpressRequest = IncomingMessage & { readonly path: string };
type Handler = (request: ExpressRequest, response: unknown, next: () => void) => unknown;

/** What we use of a layer of Express's router: it is a route, or one handler of a route. */
interface Layer {
  handle: Handler;
  readonly route?: { readonly methods: Readonly<Record<string, boolean>>; readonly stack: readonly Layer[] };
  match(path: string): unknown;
}

/** What we use of Nest's ExpressAdapter. */
export interface ExpressLike {
  use(middleware: Handler): unknown;
  getInstance(): { readonly router: { readonly stack: readonly Layer[] } };
}

/**
 * Mounts a middleware in front of whatever is mounted from now on, parsers included. Which routes are ours is
 * read from the router once it is filled, so prefixes, versions and exclusions are exactly Nest's own.
 */
export function keepBodiesOnExpress(adapter: ExpressLike): { routesAreThere: () => void } {
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
    routesAreThere() {
      ours = adapter.getInstance().router.stack.filter(isOurs);
      ours.forEach(revealInRoute);
    },
  };
}

function isOurs({ route }: Layer): boolean {
  return route?.stack.some(({ handle }) => hasOwnBody(handle)) ?? false;
}

function takes(layer: Layer, verb: string, path: string): boolean {
  if (layer.route?.methods[verb] !== true) {
    return false;
  }
  try {
    return Boolean(layer.match(path));
  } catch {
    return false; // A broken percent-encoding: the router refuses it with its own words.
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
