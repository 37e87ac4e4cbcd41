import type { OverallStatus } from '../contract/overall-status.js';

/** What a tracked verification can be besides iDenfy's own nine values. */
export const OWN_STATUSES = ['STARTING', 'START_FAILED', 'CANCELLED', 'UNKNOWN'] as const;

/**
 * `STARTING`: intent committed, not answered. `START_FAILED`: iDenfy refused, see `startError`.
 * `CANCELLED`: the person or iDenfy gave up. `UNKNOWN`: the answer to `/token` was lost.
 */
export type OwnStatus = (typeof OWN_STATUSES)[number];

export type VerificationStatus = OwnStatus | OverallStatus;
