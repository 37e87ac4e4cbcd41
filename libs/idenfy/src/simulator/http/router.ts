import type { Route } from './exchange.js';

/** A route that fits a request, and what its variable segments are. */
export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a request. Trailing slashes matter, as they do at iDenfy. */
export class Router {
  private readonly fixed = new Map<string, Route[]>();
  private readonly variable: { readonly segments: readonly string[]; readonly routes: Route[] }[] = [];

  constructor(routes: readonly Route[]) {
    for (const route of routes) this.add(route);
  }

  /** A match, `wrongMethod` for a path that exists, or undefined. */
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
    const routes = this.routesAt(route.path);
    routes.push(route);
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
