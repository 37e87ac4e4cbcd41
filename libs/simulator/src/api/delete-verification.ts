import { OPERATIONS } from '@nestjs-idenfy/contract';
import { emptyAnswer, wrongState } from '../http/answer.js';
import type { Route } from '../http/router.js';
import type { SimulatorContext } from '../simulator-context.js';
import { apiRoute, readScanRefRequest } from './api-route.js';

/** POST /api/v2/delete: refused while the token can still be used; a second time does no harm (D:kyc/deletion). */
export function deleteVerificationRoute(context: SimulatorContext): Route {
  return apiRoute(context, OPERATIONS.deleteVerification, (exchange) => {
    const { session } = readScanRefRequest(context, exchange);
    if (session.status === 'ACTIVE') throw wrongState('Token has not expired yet.');
    context.lifecycle.erase(session);
    context.media.forget(session.scanRef);
    return emptyAnswer(200);
  });
}
