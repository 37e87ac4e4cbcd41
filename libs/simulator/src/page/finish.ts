import { setTimeout as wait } from 'node:timers/promises';
import { isJsonObject, type UiMessage } from '@nestjs-idenfy/contract';
import { readAllowedCountry, readAllowedType, readImages } from '../api/document-fields.js';
import { ApiRefusal, badValue, jsonAnswer } from '../http/answer.js';
import { type JsonObject, readJsonObject } from '../http/body.js';
import type { Route } from '../http/router.js';
import { uploadedImages } from '../media/image-bytes.js';
import { type Scenario, scenarioNamed } from '../scenarios.js';
import { automaticResults } from '../sessions/analysis-results.js';
import type { Session, Submission } from '../sessions/session.js';
import { documentTypesOf, sampleSubmission } from '../sessions/submission.js';
import type { SimulatorContext } from '../simulator-context.js';

/** Longest real time that the page waits for the receiver to accept the webhook. */
const WEBHOOK_WAIT_MS = 3000;

/** Ends the session: takes `{ authToken, outcome?, country?, documentType?, images? }`, answers with the ending. */
export function finishRoute(context: SimulatorContext): Route {
  return {
    method: 'POST',
    path: '/ui/finish',
    handle: async ({ body }) => {
      const input = readJsonObject(body);
      const session = findSession(context, input['authToken']);
      finish(context, session, input);
      context.timers.catchUp();
      await Promise.race([context.deliveries.settledOf(session.scanRef), timeOut()]);
      return jsonAnswer(200, uiEndingOf(session, context));
    },
  };
}

/** Ends the session as the named outcome says: a scenario of the analysis, or one of the others. */
function finish(context: SimulatorContext, session: Session, input: JsonObject): void {
  const outcome = input['outcome'] ?? 'AUTOMATIC';
  switch (outcome) {
    case 'EXPIRED':
      return context.lifecycle.expire(session);
    case 'CANCELLED':
      return context.lifecycle.cancel(session);
    case 'AUTOMATIC':
      return context.lifecycle.submit(session, submitted(context, session, input));
    case 'RESUBMITTED':
      return resubmit(context, session, input);
    default: {
      const chosen = scenario(outcome);
      return context.lifecycle.submit(session, submitted(context, session, input), chosen);
    }
  }
}

function scenario(outcome: unknown): Scenario {
  const named = typeof outcome === 'string' ? scenarioNamed(outcome) : undefined;
  if (named === undefined) throw badValue("Field 'outcome' must be one of those that the page offers.");
  return named;
}

// As if the person had been approved before, and asked for more since.
function resubmit(context: SimulatorContext, session: Session, input: JsonObject): void {
  context.lifecycle.acceptSubmission(session, submitted(context, session, input));
  context.lifecycle.setResult(session, {
    results: automaticResults('APPROVED', session.token.tokenType),
    final: true,
    eventType: 'IDENTIFICATION_RESUBMITTED',
  });
}

function submitted(context: SimulatorContext, session: Session, input: JsonObject): Submission {
  const submission = readSubmission(context, session, input);
  const { images } = input;
  if (!isJsonObject(images)) return submission;
  const uploads = readImages(session, submission, images);
  context.media.keep(session.scanRef, uploads);
  return { ...submission, ...uploadedImages(uploads) };
}

function readSubmission(context: SimulatorContext, session: Session, input: JsonObject): Submission {
  const now = context.clock.now();
  const country =
    input['country'] === undefined
      ? sampleSubmission(session, now).country
      : readAllowedCountry(session, input['country']);
  const documentType =
    input['documentType'] === undefined
      ? undefined
      : readAllowedType(documentTypesOf(session, country), input['documentType']);
  return sampleSubmission(session, now, { platform: 'PC', country, documentType });
}

function findSession(context: SimulatorContext, authToken: unknown): Session {
  const session = typeof authToken === 'string' ? context.sessions.findByToken(authToken) : undefined;
  if (session?.status !== 'ACTIVE' || session.burned) {
    throw new ApiRefusal(400, 'TOKEN_NOT_VALID', 'This session has ended, or no session has this token.');
  }
  context.lifecycle.open(session);
  return session;
}

async function timeOut(): Promise<void> {
  await wait(WEBHOOK_WAIT_MS, undefined, { ref: false });
}

/** How the page of a session ends. */
interface UiEnding {
  /** For the page whose frame this is. */
  readonly message: UiMessage;
  /** Where the browser goes when the page is not in a frame. */
  readonly redirectUrl: string;
}

/** The ending that the page reports (D:KYC/ClientRedirect); for display only, as with iDenfy. */
function uiEndingOf(session: Session, context: SimulatorContext): UiEnding {
  const results = session.planned ?? session.results;
  if (session.status === 'EXPIRED' || results === null) {
    const message = {
      status: 'UNVERIFIED',
      manualStatus: null,
      autoSuspected: false,
      manualSuspected: false,
    };
    return { message, redirectUrl: session.request.unverifiedUrl ?? resultUrl(context, 'unverified') };
  }
  const passed = results.overall !== 'DENIED';
  const message = {
    status: passed ? 'APPROVED' : 'FAILED',
    manualStatus: session.reviewDueAt === null ? null : 'WAITING',
    autoSuspected: results.overall === 'SUSPECTED',
    manualSuspected: false,
  };
  // iDenfy sends the browser to errorUrl when the receiver refuses the webhook, although the result is valid.
  const succeeded = passed && context.deliveries.wasAccepted(session.scanRef) !== false;
  const redirectUrl = succeeded
    ? (session.request.successUrl ?? resultUrl(context, 'success'))
    : (session.request.errorUrl ?? resultUrl(context, 'fail'));
  return { message, redirectUrl };
}

function resultUrl(context: SimulatorContext, status: string): string {
  return `${context.uiUrl}result?status=${status}`;
}
