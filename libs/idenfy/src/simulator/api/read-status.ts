import { OPERATIONS } from '../../contract/endpoints.js';
import type { StatusResponse } from '../../contract/status.js';
import { jsonAnswer } from '../http/answer.js';
import type { Route } from '../http/exchange.js';
import { readScanRefRequest } from '../http/find-session.js';
import { partnerRoute } from '../http/partner-route.js';
import { NOTHING_FOUND } from '../sessions/session.js';
import type { World } from '../world.js';

/** POST /api/v2/status (S3). Without `final`, which S3 does not have. */
export function readStatusRoute(world: World): Route {
  return partnerRoute(world, OPERATIONS.readStatus, (exchange) => {
    const { session } = readScanRefRequest(world, exchange);
    const found = session.findings ?? NOTHING_FOUND;
    const response: StatusResponse = {
      fraudTags: [...found.fraudTags],
      mismatchTags: [...found.mismatchTags],
      autoDocument: found.autoDocument,
      autoFace: found.autoFace,
      manualDocument: found.manualDocument,
      manualFace: found.manualFace,
      scanRef: session.scanRef,
      clientId: session.clientId,
      status: session.status,
    };
    return jsonAnswer(200, response);
  });
}
