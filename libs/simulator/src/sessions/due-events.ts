import { EXPIRATION_THRESHOLDS } from '@nestjs-idenfy/contract';
import type { Session } from './session.js';

/** The next thing that the passing of time alone does to a verification. */
export interface DueEvent {
  readonly kind: 'expiry' | 'analysis' | 'review' | 'documentExpiration';
  /** Simulated time, in milliseconds. */
  readonly at: number;
}

/** Derived from the session and never stored, so a session that was read from a file has the same next event. */
export function dueEventOf(session: Session): DueEvent | undefined {
  if (session.status === 'ACTIVE') return { kind: 'expiry', at: expiryOf(session) };
  if (session.analysisDueAt !== null) return { kind: 'analysis', at: session.analysisDueAt };
  if (session.reviewDueAt !== null) return { kind: 'review', at: session.reviewDueAt };
  const expiration = nextDocumentExpiration(session);
  return expiration && { kind: 'documentExpiration', at: expiration.at };
}

/** When an unused token expires; after the page was opened, when the session does. Simulated milliseconds. */
export function expiryOf(session: Session): number {
  return session.openedAt === null
    ? session.createdAt + session.token.expiryTime * 1000
    : session.openedAt + session.token.sessionLength * 1000;
}

const DAY_MS = 86_400_000;

/** How long before the document's expiry each of {@link EXPIRATION_THRESHOLDS} is reached. */
const LEAD_MS = [30 * DAY_MS, 7 * DAY_MS, DAY_MS, 0] as const;

/** A document expiration webhook that is still to be sent. */
export interface DocumentExpiration {
  readonly index: number;
  readonly threshold: string;
  /** Simulated time, in milliseconds. */
  readonly at: number;
}

/**
 * The next document expiration of an approved verification. Of the thresholds that had passed before the approval only
 * the nearest is reported, right away.
 */
export function nextDocumentExpiration(session: Session): DocumentExpiration | undefined {
  const expiry = Date.parse(session.data?.docExpiry ?? '');
  if (session.status !== 'APPROVED' || session.finishedAt === null || Number.isNaN(expiry)) return undefined;
  const reached = LEAD_MS.findLastIndex((lead) => expiry - lead <= (session.finishedAt ?? 0));
  const index = Math.max(session.expirationWebhooksSent, reached);
  const threshold = EXPIRATION_THRESHOLDS[index];
  const lead = LEAD_MS[index];
  if (threshold === undefined || lead === undefined) return undefined;
  return { index, threshold, at: Math.max(expiry - lead, session.finishedAt) };
}
