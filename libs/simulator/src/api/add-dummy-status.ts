import { DOCUMENT_RESULTS, FACE_RESULTS, OPERATIONS } from '@nestjs-idenfy/contract';
import { badValue, emptyAnswer, missingValue } from '../http/answer.js';
import type { JsonObject } from '../http/body.js';
import type { Route } from '../http/router.js';
import { overallOf } from '../sessions/analysis-results.js';
import { NO_RESULTS, type Session } from '../sessions/session.js';
import { sampleSubmission } from '../sessions/submission.js';
import type { SimulatorContext } from '../simulator-context.js';
import { apiRoute, readScanRefRequest } from './api-route.js';

/** POST /api/v2/add-dummy-status: a simulated human review, in the DEV environment only (WL, D:kyc/dummy-results). */
export function addDummyStatusRoute(context: SimulatorContext): Route {
  return apiRoute(context, OPERATIONS.addDummyStatus, (exchange) => {
    context.authentication.requireDevelopment(exchange.account);
    const { body, session } = readScanRefRequest(context, exchange);
    const manualFace = readResult(body, 'manualFaceMatchResult', FACE_RESULTS);
    const manualDocument = readResult(body, 'manualDocumentValidity', DOCUMENT_RESULTS);
    review(context, session, manualFace, manualDocument);
    return emptyAnswer(200);
  });
}

function review(
  context: SimulatorContext,
  session: Session,
  manualFace: string,
  manualDocument: string,
): void {
  if (session.submission === null) {
    context.lifecycle.acceptSubmission(session, sampleSubmission(session, context.clock.now()));
  }
  const automatic = session.results ?? session.planned ?? NO_RESULTS;
  const results = { ...automatic, manualFace, manualDocument };
  context.lifecycle.setResult(session, {
    results: { ...results, overall: overallOf(results) },
    final: true,
    eventType: 'IDENTIFICATION_MANUAL_FINISHED',
  });
}

function readResult(body: JsonObject, field: string, allowed: readonly string[]): string {
  const value = body[field];
  if (value === undefined || value === null) throw missingValue(`Field '${field}' is required.`);
  if (typeof value !== 'string' || !allowed.includes(value)) {
    throw badValue(`Field '${field}' must be one of: ${allowed.join(', ')}.`);
  }
  return value;
}
