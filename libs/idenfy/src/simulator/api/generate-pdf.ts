import { OPERATIONS } from '../../contract/endpoints.js';
import { PDF_LANGUAGES } from '../../contract/pdf.js';
import { textAnswer } from '../http/answer.js';
import { badValue } from '../http/api-refusal.js';
import type { Route } from '../http/exchange.js';
import { readScanRefRequest } from '../http/find-session.js';
import type { JsonObject } from '../http/json-body.js';
import { partnerRoute } from '../http/partner-route.js';
import { reportPdf } from '../media/report-pdf.js';
import type { Session } from '../sessions/session.js';
import type { World } from '../world.js';

/** POST /api/v2/generate-pdf: the report in Base64, as plain text. */
export function generatePdfRoute(world: World): Route {
  return partnerRoute(world, OPERATIONS.generatePdf, (exchange) => {
    const { body, session } = readScanRefRequest(world, exchange);
    checkFields(body);
    return textAnswer(200, reportOf(session).toString('base64'));
  });
}

function checkFields(body: JsonObject): void {
  const languages: readonly unknown[] = PDF_LANGUAGES;
  if (body['language'] !== undefined && !languages.includes(body['language'])) {
    throw badValue(`Field 'language' must be one of: ${languages.join(', ')}.`);
  }
  for (const field of ['includeMainStepFiles', 'includeAdditionalStepFiles']) {
    const value = body[field];
    if (value !== undefined && typeof value !== 'boolean')
      throw badValue(`Field '${field}' must be a boolean.`);
  }
}

function reportOf({ scanRef, clientId, status, data, findings }: Session): Buffer {
  const read = Object.entries(data ?? {}).filter(([, value]) => typeof value === 'string');
  return reportPdf('Verification report (simulated)', [
    `scanRef: ${scanRef}`,
    `clientId: ${clientId}`,
    `status: ${status}`,
    `tags: ${[...(findings?.fraudTags ?? []), ...(findings?.mismatchTags ?? [])].join(', ') || 'none'}`,
    '',
    ...read.map(([field, value]) => `${field}: ${String(value)}`),
  ]);
}
