import type { DocumentResult } from './document-result.js';
import type { FaceResult } from './face-result.js';
import type { FraudTag } from './fraud-tag.js';
import type { MismatchTag } from './mismatch-tag.js';
import type { OverallStatus } from './overall-status.js';

/** The body of every retrieval call: `/status`, `/data`, `/files`. */
export interface ScanRefRequest {
  scanRef: string;
}

/**
 * The answer of POST /api/v2/status (S3). A fallback for single cases: iDenfy restricts accounts that poll it.
 * Any field but `status` may be missing; manual results are empty, null or absent until a human reviewed.
 */
export interface StatusResponse {
  status: OverallStatus;
  scanRef?: string | null;
  clientId?: string | null;
  fraudTags?: FraudTag[] | null;
  mismatchTags?: MismatchTag[] | null;
  autoDocument?: DocumentResult | null;
  manualDocument?: DocumentResult | null;
  autoFace?: FaceResult | null;
  manualFace?: FaceResult | null;
  /** Not in S3; one guide speaks of it. */
  final?: boolean | null;
}
