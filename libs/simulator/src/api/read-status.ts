import { OPERATIONS, type StatusResponse } from '@nestjs-idenfy/contract';
import { jsonAnswer } from '../http/answer.js';
import type { Route } from '../http/router.js';
import { NO_RESULTS } from '../sessions/session.js';
import type { SimulatorContext } from '../simulator-context.js';
import { apiRoute, readScanRefRequest } from './api-route.js';

/** POST /api/v2/status (S3). Without `final`, which S3 does not have. */
export function readStatusRoute(context: SimulatorContext): Route {
  return apiRoute(context, OPERATIONS.readStatus, (exchange) => {
    const { session } = readScanRefRequest(context, exchange);
    const results = session.results ?? NO_RESULTS;
    const response: StatusResponse = {
      fraudTags: [...results.fraudTags],
      mismatchTags: [...results.mismatchTags],
      autoDocument: results.autoDocument,
      autoFace: results.autoFace,
      manualDocument: results.manualDocument,
      manualFace: results.manualFace,
      scanRef: session.scanRef,
      clientId: session.clientId,
      status: session.status,
    };
    return jsonAnswer(200, response);
  });
}
