import type { DocumentResult, FaceResult } from './check-results.js';
import type { OpenEnum } from './open-enum.js';
import type { FraudTag, MismatchTag } from './tags.js';

/** Every overall status of a verification (iDenfy: /status, S3). Only S3 has `EXPIRED-DELETED`. */
export const OVERALL_STATUSES = [
  'ACTIVE',
  'REVIEWING',
  'APPROVED',
  'DENIED',
  'SUSPECTED',
  'EXPIRED',
  'EXPIRED-DELETED',
  'DELETED',
  'ARCHIVED',
] as const;

/**
 * The overall status of a verification at iDenfy; may get new values. `SUSPECTED` is not a failure: document and face
 * passed, but there is a tag and the customer of iDenfy decides (S3).
 */
export type OverallStatus = OpenEnum<(typeof OVERALL_STATUSES)[number]>;

/** Body of POST /api/v2/status, /api/v2/data and /api/v2/files (S3). */
export interface ScanRefRequest {
  scanRef: string;
}

/**
 * Answer of POST /api/v2/status (S3). Every field but `status` may be missing; the manual results are empty, null or
 * absent before a human review.
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
  /** Mentioned in one guide, but not in S3. */
  final?: boolean | null;
}
