import type { Route } from '../http/exchange.js';
import type { World } from '../world.js';
export function pageRoutes(_world: World): readonly Route[] {
  return [];
}
