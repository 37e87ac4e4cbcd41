import type { IdenfyHttpRequest } from './http-request.js';

/** Header in which staff say why they look or decide. */
export const ACCESS_REASON_HEADER = 'X-Access-Reason';

/** What the caller gave as their reason, if anything. */
export function accessReasonOf({ headers }: IdenfyHttpRequest): string | undefined {
  return [headers['x-access-reason']].flat()[0];
}
