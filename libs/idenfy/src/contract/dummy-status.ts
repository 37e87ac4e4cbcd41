import type { DocumentResult } from './document-result.js';
import type { FaceResult } from './face-result.js';

/** Results to be had without a person, in the DEV environment only (D:kyc/dummy-results; `ACTIVE` in older pages). */
export const DUMMY_STATUSES = ['APPROVED', 'DENIED', 'SUSPECTED', 'EXPIRED', 'ACTIVE'] as const;

/** A result to be had without a person. */
export type DummyStatus = (typeof DUMMY_STATUSES)[number];

/** POST /api/v2/add-dummy-status: the result of a pretended human review (WL, D:kyc/dummy-results). */
export interface AddDummyStatusRequest {
  scanRef: string;
  /** `FACE_MATCH` passes. */
  manualFaceMatchResult: FaceResult;
  /** `DOC_VALIDATED` passes. */
  manualDocumentValidity: DocumentResult;
}
