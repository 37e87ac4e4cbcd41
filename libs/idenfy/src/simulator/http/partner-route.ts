import type { World } from '../world.js';
import type { Answer } from './answer.js';
import type { PartnerExchange, Route } from './exchange.js';

interface Endpoint {
  readonly method: 'GET' | 'POST';
  readonly path: string;
}

/** A server-to-server call: nothing of the request is looked at before the caller is known and within its limit. */
export function partnerRoute(
  world: World,
  { method, path }: Endpoint,
  handle: (exchange: PartnerExchange) => Answer,
): Route {
  return {
    method,
    path,
    handle: (exchange) => {
      const account = world.authentication.accountOf(exchange.authorization);
      world.rateLimit.count(account, world.clock.now());
      return handle({ ...exchange, account });
    },
  };
}
