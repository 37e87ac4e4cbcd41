import type { Session } from '../idenfy-client.js';
import { make } from './dom.js';
import type { Stage } from './stage.js';
import type { Language } from './texts/languages.js';

/** A link to iDenfy's page in a new tab. @param back called when the person returns from it */
export function redirectLink(
  { redirectUrl }: Session,
  { texts }: Language,
  back: () => void,
): HTMLAnchorElement {
  const returned = (): void => {
    if (document.hidden) return;
    document.removeEventListener('visibilitychange', returned);
    back();
  };
  return make(
    'a',
    {
      part: 'link',
      className: 'button',
      href: redirectUrl,
      target: '_blank',
      rel: 'noopener noreferrer',
      onclick: () => document.addEventListener('visibilitychange', returned),
    },
    texts.open,
  );
}

/** The session in a tab of its own. */
export class SessionRedirect implements Stage {
  readonly element: HTMLElement;

  constructor(session: Session, language: Language, back: () => void) {
    const text = make('p', { part: 'advice' }, language.texts.redirectText);
    this.element = make('div', {}, text, redirectLink(session, language, back));
  }

  dispose(): void {
    // nothing outlives the link
  }
}
