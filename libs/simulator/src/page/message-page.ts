import type { Answer } from '../http/answer.js';
import type { Session } from '../sessions/session.js';
import { html, pageAnswer } from './page-layout.js';

/** A page with a message only. */
export function messagePage(title: string, text: string, status = 200): Answer {
  return pageAnswer({ status, title, main: html`<p>${text}</p>` });
}

/** The page that explains why a session cannot be opened; undefined when it can. */
export function obstacleOf(session: Session | undefined): Answer | undefined {
  if (session === undefined) {
    const text = 'No session has this token. Ask for a new link where you got this one.';
    return messagePage('This link is not valid', text, 404);
  }
  if (session.status === 'EXPIRED' || session.status === 'EXPIRED-DELETED') {
    const text = 'The time for this verification is over. Ask for a new link where you got this one.';
    return messagePage('This link has expired', text, 410);
  }
  if (session.status !== 'ACTIVE' || session.burned) {
    const text = 'This verification is finished. A link works only once.';
    return messagePage('This link has been used', text, 410);
  }
  return undefined;
}

const RESULTS: Readonly<Record<string, readonly [title: string, text: string]>> = {
  success: ['Thank you', 'Your verification is finished. You can close this page.'],
  fail: ['Verification failed', 'You could not be verified. You can close this page.'],
  unverified: ['Not verified', 'The verification was not finished. You can close this page.'],
};

/** The page after a session whose token has no result pages of its own. */
export function resultPage(status: string | null): Answer {
  const result = RESULTS[status ?? ''];
  return result === undefined
    ? messagePage('Not found', 'There is no such page.', 404)
    : messagePage(...result);
}
