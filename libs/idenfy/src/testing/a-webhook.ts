import { randomUUID } from 'node:crypto';
import type { IdentificationWebhook, WebhookStatus } from '../contract/webhook.js';
import { someData } from './some-data.js';

/** What a test may want to say of a callback; everything else is filled in. */
export interface WebhookTraits extends Partial<Omit<IdentificationWebhook, 'status'>> {
  /** `status.overall`. @default 'APPROVED' */
  overall?: WebhookStatus['overall'];
  /** Whether a human at iDenfy decided: fills the manual results. @default false */
  manual?: boolean;
  /** `status.fraudTags`. */
  fraudTags?: WebhookStatus['fraudTags'];
  /** `status.mismatchTags`. A SUSPECTED result always has a tag (D:kyc/suspected-status). */
  mismatchTags?: WebhookStatus['mismatchTags'];
  /** Further fields of `status`. */
  status?: Partial<WebhookStatus>;
}

/**
 * The body of an `IDENTIFICATION…` callback (OAS), by default a final automatic approval.
 *
 * @example aWebhook({ scanRef, clientId, overall: 'DENIED', manual: true })
 */
export function aWebhook({
  overall = 'APPROVED',
  manual = false,
  fraudTags = [],
  mismatchTags = overall === 'SUSPECTED' ? ['NAME'] : [],
  status,
  ...rest
}: WebhookTraits = {}): IdentificationWebhook {
  const results = resultsFor(overall);
  return {
    final: true,
    platform: 'MOBILE',
    data: someData(),
    fileUrls: {},
    scanRef: randomUUID(),
    clientId: 'user-1',
    startTime: 1_700_000_000,
    finishTime: 1_700_000_042,
    clientIp: '192.0.2.1',
    clientIpCountry: 'LT',
    clientLocation: 'Example, Lithuania',
    ...rest,
    status: {
      overall,
      fraudTags,
      mismatchTags,
      autoFace: results.face,
      autoDocument: results.document,
      manualFace: manual ? results.face : null,
      manualDocument: manual ? results.document : null,
      additionalSteps: null,
      ...status,
    },
  };
}

/** Passed, but for DENIED: a denial shows in the results (S3). */
function resultsFor(overall: string): { face: string; document: string } {
  return overall === 'DENIED'
    ? { face: 'FACE_MISMATCH', document: 'DOC_VALIDATED' }
    : { face: 'FACE_MATCH', document: 'DOC_VALIDATED' };
}
