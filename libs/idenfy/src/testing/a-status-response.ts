import { randomUUID } from 'node:crypto';
import type { StatusResponse } from '../contract/status.js';

/** The answer of POST /api/v2/status (S3), by default an approval. */
export function aStatusResponse(traits: Partial<StatusResponse> = {}): StatusResponse {
  return {
    status: 'APPROVED',
    scanRef: randomUUID(),
    clientId: 'user-1',
    fraudTags: [],
    mismatchTags: [],
    autoDocument: 'DOC_VALIDATED',
    autoFace: 'FACE_MATCH',
    manualDocument: '',
    manualFace: '',
    ...traits,
  };
}
