import type { Answer } from './answer.js';
import type { ReceivedBody } from './body.js';

/** A request that has been read completely. */
export interface Exchange {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: ReceivedBody;
  /** Values of the `:name` segments of the route. */
  readonly params: Readonly<Record<string, string>>;
}

/** A method and path that the simulator answers. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `:name` for a variable segment. */
  readonly path: string;
  readonly handle: (exchange: Exchange) => Answer | Promise<Answer>;
}

/** The route of a request, and the values of its variable segments. */
export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a request. Trailing slashes matter, as in iDenfy's API. */
export class Router {
  private readonly fixed = new Map<string, Route[]>();
  private readonly variable: { readonly segments: readonly string[]; readonly routes: Route[] }[] = [];

  constructor(routes: readonly Route[]) {
    for (const route of routes) this.add(route);
  }

  /** Returns the match, `wrongMethod` for a path with other methods, or undefined. */
  find(method: string, path: string): RouteMatch | 'wrongMethod' | undefined {
    const fixed = this.fixed.get(path);
    if (fixed !== undefined) return choose(fixed, method, {});
    const given = path.split('/');
    for (const { segments, routes } of this.variable) {
      const params = paramsOf(segments, given);
      if (params !== undefined) return choose(routes, method, params);
    }
    return undefined;
  }

  private add(route: Route): void {
    this.routesAt(route.path).push(route);
  }

  private routesAt(path: string): Route[] {
    if (!path.includes('/:')) {
      const routes = this.fixed.get(path) ?? [];
      this.fixed.set(path, routes);
      return routes;
    }
    const segments = path.split('/');
    const known = this.variable.find((entry) => entry.segments.join('/') === path);
    if (known !== undefined) return known.routes;
    const routes: Route[] = [];
    this.variable.push({ segments, routes });
    return routes;
  }
}

function choose(
  routes: readonly Route[],
  method: string,
  params: Readonly<Record<string, string>>,
): RouteMatch | 'wrongMethod' {
  const route = routes.find((candidate) => candidate.method === method);
  return route === undefined ? 'wrongMethod' : { route, params };
}

function paramsOf(segments: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  if (segments.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith(':')) params[segment.slice(1)] = decoded(value);
    else if (segment !== value) return undefined;
  }
  return params;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
