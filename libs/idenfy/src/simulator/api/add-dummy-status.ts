import { MANUAL_DOCUMENT_RESULTS } from '../../contract/document-result.js';
import { OPERATIONS } from '../../contract/endpoints.js';
import { MANUAL_FACE_RESULTS } from '../../contract/face-result.js';
import { emptyAnswer } from '../http/answer.js';
import { badValue, missingValue } from '../http/api-refusal.js';
import type { Route } from '../http/exchange.js';
import { readScanRefRequest } from '../http/find-session.js';
import type { JsonObject } from '../http/json-body.js';
import { partnerRoute } from '../http/partner-route.js';
import { overallOf } from '../lifecycle/overall.js';
import { sampleSubmission } from '../lifecycle/sample-submission.js';
import { NOTHING_FOUND, type Session } from '../sessions/session.js';
import type { World } from '../world.js';

// D:kyc/dummy-results takes a face that was not checked, besides those of a human review.
const FACES: readonly string[] = [...MANUAL_FACE_RESULTS, 'FACE_NOT_CHECKED'];

/** POST /api/v2/add-dummy-status: a pretended human review, in the DEV environment only (WL, D:kyc/dummy-results). */
export function addDummyStatusRoute(world: World): Route {
  return partnerRoute(world, OPERATIONS.addDummyStatus, (exchange) => {
    world.authentication.requireDevelopment(exchange.account);
    const { body, session } = readScanRefRequest(world, exchange);
    const manualFace = readResult(body, 'manualFaceMatchResult', FACES);
    const manualDocument = readResult(body, 'manualDocumentValidity', MANUAL_DOCUMENT_RESULTS);
    review(world, session, manualFace, manualDocument);
    return emptyAnswer(200);
  });
}

function review(world: World, session: Session, manualFace: string, manualDocument: string): void {
  if (session.submission === null) {
    world.lifecycle.take(session, sampleSubmission(session, world.clock.now()));
  }
  const found = session.findings ?? session.planned ?? NOTHING_FOUND;
  const parts = { ...found, manualFace, manualDocument };
  world.lifecycle.conclude(session, {
    findings: { ...parts, overall: overallOf(parts) },
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
