import { EXPIRATION_THRESHOLDS } from '../../contract/webhook.js';
import type { Session } from './session.js';

const DAY_MS = 86_400_000;

/** How long before the document expires each of {@link EXPIRATION_THRESHOLDS} is reached. */
const LEAD_MS = [30 * DAY_MS, 7 * DAY_MS, DAY_MS, 0] as const;

/** A document expiration event that is still to come. */
export interface ExpirationNotice {
  readonly index: number;
  readonly threshold: string;
  /** Simulated time, in milliseconds. */
  readonly at: number;
}

/**
 * The next document expiration event of an approved verification. Thresholds that had passed when it was approved
 * are not made up for, but the nearest of them is reported right away.
 */
export function nextExpirationNotice(session: Session): ExpirationNotice | undefined {
  const expiry = Date.parse(session.data?.docExpiry ?? '');
  if (session.status !== 'APPROVED' || session.finishedAt === null || Number.isNaN(expiry)) return undefined;
  const reached = LEAD_MS.findLastIndex((lead) => expiry - lead <= (session.finishedAt ?? 0));
  const index = Math.max(session.expirationNotices, reached);
  const threshold = EXPIRATION_THRESHOLDS[index];
  const lead = LEAD_MS[index];
  if (threshold === undefined || lead === undefined) return undefined;
  return { index, threshold, at: Math.max(expiry - lead, session.finishedAt) };
}
