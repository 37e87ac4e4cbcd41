import { nextExpirationNotice } from './expiration-notice.js';
import type { Session } from './session.js';

/** What time alone does to a verification. */
type DueKind = 'expiry' | 'analysis' | 'review' | 'documentExpiration';

/** The next thing that time alone will do. */
export interface Due {
  readonly kind: DueKind;
  /** Simulated time, in milliseconds. */
  readonly at: number;
}

/** Derived, never stored: a session read back from a file falls due just as before. */
export function dueOf(session: Session): Due | undefined {
  if (session.status === 'ACTIVE') return { kind: 'expiry', at: expiryOf(session) };
  if (session.analysisDueAt !== null) return { kind: 'analysis', at: session.analysisDueAt };
  if (session.reviewDueAt !== null) return { kind: 'review', at: session.reviewDueAt };
  const notice = nextExpirationNotice(session);
  return notice && { kind: 'documentExpiration', at: notice.at };
}

/** When an unused token runs out; once the page is open, when the session does. */
export function expiryOf(session: Session): number {
  return session.openedAt === null
    ? session.createdAt + session.token.expiryTime * 1000
    : session.openedAt + session.token.sessionLength * 1000;
}
