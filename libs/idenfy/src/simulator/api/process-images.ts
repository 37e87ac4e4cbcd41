import { OPERATIONS } from '../../contract/endpoints.js';
import { emptyAnswer } from '../http/answer.js';
import { ApiRefusal } from '../http/api-refusal.js';
import type { Route } from '../http/exchange.js';
import { readJsonObject } from '../http/json-body.js';
import { partnerRoute } from '../http/partner-route.js';
import { sampleSubmission } from '../lifecycle/sample-submission.js';
import type { World } from '../world.js';
import { requirePhotos } from './process-photos.js';
import { readProcessRequest } from './process-request.js';
import { findProcessableSession } from './process-session.js';

/** POST /api/v2/process (S4): the pictures of one unused token, which is used up by it. */
export function processImagesRoute(world: World): Route {
  const { behaviour } = world.settings;
  return partnerRoute(world, OPERATIONS.processImages, (exchange) => {
    if (!behaviour.features.directProcessing) {
      throw new ApiRefusal(403, 'PERMISSIONS_ERROR', 'Direct processing is not enabled for this partner.');
    }
    const body = readJsonObject(exchange.body);
    const session = findProcessableSession(world, exchange, body);
    try {
      const request = readProcessRequest(session, body, behaviour);
      if (behaviour.validatePhotos && !request.skipAnalysis) requirePhotos(request.images);
      world.media.keep(session.scanRef, request.images);
      const now = world.clock.now();
      const submission = { ...sampleSubmission(session, now, request), steps: [...request.images.keys()] };
      world.lifecycle.submit(session, submission);
    } catch (refusal) {
      session.burned = behaviour.burnTokenOnRefusal;
      world.changed(session);
      throw refusal;
    }
    return emptyAnswer(200);
  });
}
