import { setTimeout as wait } from 'node:timers/promises';
import { isJsonObject } from '../../contract/additional-step-rules.js';
import { readAllowedCountry, readAllowedType } from '../api/allowed-document.js';
import { readImages } from '../api/process-images-field.js';
import { ApiRefusal, badValue } from '../http/api-refusal.js';
import { jsonAnswer } from '../http/answer.js';
import type { Route } from '../http/exchange.js';
import { readJsonObject, type JsonObject } from '../http/json-body.js';
import { VERDICTS, type Verdict } from '../lifecycle/overall.js';
import { sampleSubmission } from '../lifecycle/sample-submission.js';
import type { Session, Submission } from '../sessions/session.js';
import type { World } from '../world.js';
import { uiEndingOf } from './ui-ending.js';

/** Longest real time the page waits to see whether the partner takes the callback. */
const CALLBACK_WAIT_MS = 3000;

const ENDINGS = ['AUTOMATIC', ...VERDICTS, 'EXPIRED', 'CANCELLED'] as const;

/** What the page sends at the end: `{ authToken, outcome?, country?, documentType?, images? }`, answered with the ending. */
export function finishRoute(world: World): Route {
  return {
    method: 'POST',
    path: '/ui/finish',
    handle: async ({ body }) => {
      const input = readJsonObject(body);
      const session = findSession(world, input['authToken']);
      finish(world, session, input);
      world.time.catchUp();
      await Promise.race([world.deliveries.settledOf(session.scanRef), briefly()]);
      return jsonAnswer(200, uiEndingOf(session, world));
    },
  };
}

function finish(world: World, session: Session, input: JsonObject): void {
  const outcome = ENDINGS.find((ending) => ending === (input['outcome'] ?? 'AUTOMATIC'));
  switch (outcome) {
    case undefined:
      throw badValue(`Field 'outcome' must be one of: ${ENDINGS.join(', ')}.`);
    case 'EXPIRED':
      return world.lifecycle.expire(session);
    case 'CANCELLED':
      return world.lifecycle.cancel(session);
    case 'AUTOMATIC':
      return submit(world, session, input);
    default:
      return submit(world, session, input, outcome);
  }
}

function submit(world: World, session: Session, input: JsonObject, wish?: Verdict): void {
  const submission = readSubmission(world, session, input);
  const { images } = input;
  if (!isJsonObject(images)) return world.lifecycle.submit(session, submission, wish);
  const pictures = readImages(session, submission.documentType, images);
  world.media.keep(session.scanRef, pictures);
  world.lifecycle.submit(session, { ...submission, steps: [...pictures.keys()] }, wish);
}

function readSubmission(world: World, session: Session, input: JsonObject): Submission {
  const now = world.clock.now();
  const usual = sampleSubmission(session, now);
  const country =
    input['country'] === undefined ? usual.country : readAllowedCountry(session, input['country']);
  const documentType =
    input['documentType'] === undefined
      ? undefined
      : readAllowedType(session, country, input['documentType']);
  return sampleSubmission(session, now, { platform: 'PC', country, documentType });
}

function findSession(world: World, authToken: unknown): Session {
  const session = typeof authToken === 'string' ? world.sessions.findByToken(authToken) : undefined;
  if (session?.status !== 'ACTIVE' || session.burned) {
    throw new ApiRefusal(400, 'TOKEN_NOT_VALID', 'This session has ended, or there is none with this token.');
  }
  world.lifecycle.open(session);
  return session;
}

async function briefly(): Promise<void> {
  await wait(CALLBACK_WAIT_MS, undefined, { ref: false });
}
