import { OPERATIONS } from '@nestjs-idenfy/contract';
import { jsonAnswer } from '../http/answer.js';
import type { Route } from '../http/router.js';
import { addressVerification } from '../checks/identity-checks.js';
import { reportedData } from '../sessions/reported-data.js';
import type { SimulatorContext } from '../simulator-context.js';
import { apiRoute, readScanRefRequest } from './api-route.js';

/** POST /api/v2/data (S3): flat; all null before the document is read and after it is erased. */
export function readDataRoute(context: SimulatorContext): Route {
  return apiRoute(context, OPERATIONS.readData, (exchange) => {
    const { session } = readScanRefRequest(context, exchange);
    // Only webhooks have the patronymics.
    const { docPatronymic: _, orgPatronymic: __, ...data } = reportedData(session);
    const { scanRef, clientId } = session;
    return jsonAnswer(200, { ...data, addressVerification: addressVerification(session), scanRef, clientId });
  });
}
