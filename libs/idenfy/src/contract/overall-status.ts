import type { OpenEnum } from './open-enum.js';

/** Every overall status of a verification (iDenfy: /status, S3). `EXPIRED-DELETED` appears in S3 only. */
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
 * Where a verification stands at iDenfy.
 * `SUSPECTED` is no failure: document and face passed, but a tag exists and the partner decides (S3).
 */
export type OverallStatus = OpenEnum<(typeof OVERALL_STATUSES)[number]>;
