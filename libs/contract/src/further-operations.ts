import type { DocumentResult, FaceResult } from './check-results.js';

/**
 * Body of POST /api/v2/delete, which erases images, extracted data, names and other personal data (D:kyc/deletion).
 * The answer is empty; while the token has not expired it is `PARTNER_ERROR`.
 */
export interface DeleteVerificationRequest {
  scanRef: string;
}

/** Dummy results, which need no person; DEV environment only (D:kyc/dummy-results; `ACTIVE`: older pages). */
export const DUMMY_STATUSES = ['APPROVED', 'DENIED', 'SUSPECTED', 'EXPIRED', 'ACTIVE'] as const;

/** A dummy result. */
export type DummyStatus = (typeof DUMMY_STATUSES)[number];

/** Body of POST /api/v2/add-dummy-status: the result of a dummy human review; DEV only (WL, D:kyc/dummy-results). */
export interface AddDummyStatusRequest {
  scanRef: string;
  /** `FACE_MATCH` passes. */
  manualFaceMatchResult: FaceResult;
  /** `DOC_VALIDATED` passes. */
  manualDocumentValidity: DocumentResult;
}

/**
 * Body of POST /kyc/identifications/{scanRef}/request-information/, which asks the person for more information (OAS).
 * Only one request can be pending. What the person submits arrives as an `IDENTIFICATION_RESUBMITTED` webhook.
 */
export interface RequestInformationRequest {
  /** Seconds the request stays open, 0 to 2,592,000. @default 86400 */
  lifetime?: number;
  /** Key of the questionnaire; at least one character. */
  questionnaire?: string;
  /** UUID */
  riskAssessmentProfile?: string;
  additionalStepUploadRequired?: boolean;
  bankCardVerification?: boolean;
  /** Four digits. */
  bankCardExpectedLastFour?: string | null;
}

/** Answer to a request for more information (OAS). An older edition has only `tokenString`. */
export interface RequestInformationResponse {
  /** Credential of the session; do not log it. */
  tokenString: string;
  /** Where the person provides the information. */
  sessionUrl?: string | null;
}
