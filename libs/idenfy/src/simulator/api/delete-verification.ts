import { OPERATIONS } from '../../contract/endpoints.js';
import { emptyAnswer } from '../http/answer.js';
import { wrongState } from '../http/api-refusal.js';
import type { Route } from '../http/exchange.js';
import { readScanRefRequest } from '../http/find-session.js';
import { partnerRoute } from '../http/partner-route.js';
import type { World } from '../world.js';

/** POST /api/v2/delete: never while the token can still be used; twice does no harm (D:kyc/deletion). */
export function deleteVerificationRoute(world: World): Route {
  return partnerRoute(world, OPERATIONS.deleteVerification, (exchange) => {
    const { session } = readScanRefRequest(world, exchange);
    if (session.status === 'ACTIVE') throw wrongState('Token has not expired yet.');
    world.lifecycle.erase(session);
    world.media.forget(session.scanRef);
    return emptyAnswer(200);
  });
}
