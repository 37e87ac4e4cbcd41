import { OPERATIONS } from '@nestjs-idenfy/contract';
import { type Answer, jsonAnswer, textAnswer } from '../http/answer.js';
import type { Route } from '../http/router.js';
import { fileNameOf, MEDIA_PATH } from '../media/file-links.js';
import type { SimulatorContext } from '../simulator-context.js';
import { apiRoute, readScanRefRequest } from './api-route.js';

/** POST /api/v2/files (S3): links that are valid for one hour, and their legacy copies at top level. */
export function readFilesRoute(context: SimulatorContext): Route {
  return apiRoute(context, OPERATIONS.readFiles, (exchange) => {
    const { session } = readScanRefRequest(context, exchange);
    const { fileUrls, additionalStepPdfUrls } = context.links.issue(session, context.clock.now());
    return jsonAnswer(200, { ...fileUrls, fileUrls, videoUrls: {}, additionalStepPdfUrls });
  });
}

/** Serves the file of a link until the link expires. Errors look like those of the storage behind iDenfy's links. */
export function serveMediaRoute(context: SimulatorContext): Route {
  return {
    method: 'GET',
    path: MEDIA_PATH,
    handle: ({ params, query, authorization }) => {
      const { scanRef = '', file = '' } = params;
      // Pre-signed storage accepts one kind of credentials; it refuses a client that also sends its API key.
      if (authorization !== undefined) return refusal(400, 'InvalidArgument');
      if (!context.links.isValid(scanRef, file, query, context.clock.now()))
        return refusal(403, 'AccessDenied');
      const submission = context.sessions.find(scanRef)?.submission ?? null;
      const step = submission?.steps.find((candidate) => fileNameOf(submission, candidate) === file);
      if (step === undefined) return refusal(404, 'NoSuchKey');
      const { bytes, mediaType } = context.media.read(scanRef, step);
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
