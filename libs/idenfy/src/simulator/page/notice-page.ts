import type { Answer } from '../http/answer.js';
import type { Session } from '../sessions/session.js';
import { html } from './html.js';
import { pageAnswer } from './page-answer.js';

/** A page that only says something. */
export function noticePage(title: string, text: string, status = 200): Answer {
  return pageAnswer({ status, title, main: html`<p>${text}</p>` });
}

/** Why the page of a session cannot be shown (any more); undefined when it can. */
export function obstacleOf(session: Session | undefined): Answer | undefined {
  if (session === undefined) {
    const text = 'There is no session with this token. Ask for a new link where you came from.';
    return noticePage('This link is not valid', text, 404);
  }
  if (session.status === 'EXPIRED' || session.status === 'EXPIRED-DELETED') {
    const text = 'The time for this verification is over. Ask for a new link where you came from.';
    return noticePage('This link has expired', text, 410);
  }
  if (session.status !== 'ACTIVE' || session.burned) {
    const text = 'This verification has been finished. A link works only once.';
    return noticePage('This link has been used', text, 410);
  }
  return undefined;
}

const RESULTS: Readonly<Record<string, readonly [title: string, text: string]>> = {
  success: ['Thank you', 'Your verification is finished. You can close this page.'],
  fail: ['Verification failed', 'You could not be verified. You can close this page.'],
  unverified: ['Not verified', 'The verification was not finished. You can close this page.'],
};

/** Where a person ends whose token names no pages of its own. */
export function resultPage(status: string | null): Answer {
  const result = RESULTS[status ?? ''];
  return result === undefined
    ? noticePage('Not found', 'There is no such page.', 404)
    : noticePage(...result);
}
