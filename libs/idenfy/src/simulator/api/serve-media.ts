import { textAnswer, type Answer } from '../http/answer.js';
import type { Route } from '../http/exchange.js';
import { MEDIA_PATH } from '../media/file-links.js';
import type { World } from '../world.js';

/** Serves what a link points to, until the link is over. Refusals look like those of the storage behind the real links. */
export function serveMediaRoute(world: World): Route {
  return {
    method: 'GET',
    path: MEDIA_PATH,
    handle: ({ params, query, authorization }) => {
      const { scanRef = '', step = '' } = params;
      // Pre-signed storage takes one kind of credentials; a client that sends its API key as well fails there.
      if (authorization !== undefined) return refusal(400, 'InvalidArgument');
      if (!world.links.isValid(scanRef, step, query, world.clock.now())) return refusal(403, 'AccessDenied');
      const session = world.sessions.find(scanRef);
      if (session?.submission?.steps.includes(step) !== true) return refusal(404, 'NoSuchKey');
      const { bytes, mediaType } = world.media.read(scanRef, step);
      return { status: 200, headers: { 'Content-Type': mediaType }, body: bytes };
    },
  };
}

function refusal(status: number, code: string): Answer {
  return textAnswer(
    status,
    `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`,
    'application/xml',
  );
}
