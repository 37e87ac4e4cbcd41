import { OPERATIONS } from '../../contract/endpoints.js';
import { jsonAnswer } from '../http/answer.js';
import type { Route } from '../http/exchange.js';
import { readScanRefRequest } from '../http/find-session.js';
import { partnerRoute } from '../http/partner-route.js';
import type { World } from '../world.js';

/** POST /api/v2/files (S3): links for one hour, and their legacy copies at top level. */
export function readFilesRoute(world: World): Route {
  return partnerRoute(world, OPERATIONS.readFiles, (exchange) => {
    const { session } = readScanRefRequest(world, exchange);
    const fileUrls = world.links.issue(session, world.clock.now());
    return jsonAnswer(200, { ...fileUrls, fileUrls, videoUrls: {}, additionalStepPdfUrls: {} });
  });
}
