import { OPERATIONS } from '../../contract/endpoints.js';
import { jsonAnswer } from '../http/answer.js';
import type { Route } from '../http/exchange.js';
import { readScanRefRequest } from '../http/find-session.js';
import { partnerRoute } from '../http/partner-route.js';
import { NO_DOCUMENT_DATA } from '../lifecycle/document-data.js';
import type { World } from '../world.js';

/** POST /api/v2/data (S3): flat, and all null before the document was read and after it was erased. */
export function readDataRoute(world: World): Route {
  return partnerRoute(world, OPERATIONS.readData, (exchange) => {
    const { session } = readScanRefRequest(world, exchange);
    // The patronymics are in callbacks only.
    const { docPatronymic: _, orgPatronymic: __, ...data } = { ...NO_DOCUMENT_DATA, ...session.data };
    const { scanRef, clientId } = session;
    return jsonAnswer(200, { ...data, addressVerification: null, scanRef, clientId });
  });
}
