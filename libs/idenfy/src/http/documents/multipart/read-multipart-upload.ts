import { bodyInvalid } from '../../body/body-errors.js';
import { type BodyLimits, eachChunk } from '../../body/each-chunk.js';
import { rawRequest, type RequestLike } from '../../body/request-like.js';
import type { UploadDraft } from '../upload-draft.js';
import { Form } from './form.js';
import { formPart } from './form-part.js';

const BOUNDARY = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i;

/**
 * Reads a form with the text parts `country`, `documentType` and `skipAnalysis`, and one part per picture, in any
 * order, while it arrives. What a part is, and whether it may be there, is decided by its headers before a byte
 * of it is kept.
 */
export async function readMultipartUpload(
  request: RequestLike,
  limits: BodyLimits,
  draft: UploadDraft,
): Promise<void> {
  const form = new Form(boundaryOf(request), (headers) => formPart(headers, draft));
  await eachChunk(request, limits, (chunk) => form.write(chunk));
  await form.end();
}

function boundaryOf(request: RequestLike): string {
  const [, quoted, plain] = BOUNDARY.exec(rawRequest(request).headers['content-type'] ?? '') ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) {
    throw bodyInvalid('The body must be a form whose Content-Type names its boundary.');
  }
  return boundary;
}
