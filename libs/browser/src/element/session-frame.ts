import type { Session } from '../idenfy-client.js';
import { make, say } from './dom.js';
import { redirectLink } from './redirect.js';
import type { Stage } from './stage.js';
import type { Language } from './texts/languages.js';

/** iDenfy's page inside the host's page, with a way out where it cannot be used there. */
export class SessionFrame implements Stage {
  readonly element: HTMLElement;
  readonly #frame: HTMLIFrameElement;
  readonly #advice: HTMLElement;
  readonly #origin: string;

  /** @param done called when iDenfy's page says that the person has finished, which is no result: a page can forge it */
  constructor(
    session: Session,
    private readonly language: Language,
    private readonly done: () => void,
  ) {
    const { texts, idenfyLocale } = language;
    const url = new URL(session.iframeUrl);
    if (idenfyLocale !== null) url.searchParams.set('lang', idenfyLocale);
    this.#origin = url.origin;
    this.#frame = make('iframe', {
      part: 'frame',
      title: `iDenfy: ${texts.sessionTitle}`,
      allow: 'camera; microphone; fullscreen',
      allowFullscreen: true,
      src: url.href,
    });
    this.#advice = make('p', { part: 'advice', hidden: true });
    this.#advice.setAttribute('role', 'status');
    this.element = make('div', {}, this.#frame, this.#advice, redirectLink(session, language, done));
    window.addEventListener('message', this.#heard);
    document.addEventListener('securitypolicyviolation', this.#blocked);
    void this.#checkCamera();
  }

  dispose(): void {
    window.removeEventListener('message', this.#heard);
    document.removeEventListener('securitypolicyviolation', this.#blocked);
  }

  readonly #heard = ({ origin, source, data }: MessageEvent): void => {
    if (origin === this.#origin && source === this.#frame.contentWindow && isResult(data)) this.done();
  };

  /** The host's content security policy does not let the page in. */
  readonly #blocked = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void => {
    if (!effectiveDirective.startsWith('frame') || !blockedURI.startsWith(this.#origin)) return;
    this.#frame.hidden = true;
    this.#warn(this.language.texts.noFrame);
  };

  /** Lists the devices, which asks the person for nothing. */
  async #checkCamera(): Promise<void> {
    const devices = await (navigator.mediaDevices?.enumerateDevices() ?? Promise.resolve([])).catch(() => []);
    if (!devices.some(({ kind }) => kind === 'videoinput') && !this.#frame.hidden)
      this.#warn(this.language.texts.noCamera);
  }

  #warn(text: string): void {
    this.#advice.classList.add('notice');
    say(this.#advice, `${text} ${this.language.texts.redirectText}`);
  }
}

/** iDenfy sends a JSON text with a `status`; older pages sent the object itself. */
function isResult(data: unknown): boolean {
  try {
    const message: unknown = typeof data === 'string' ? JSON.parse(data) : data;
    return typeof message === 'object' && message !== null && 'status' in message;
  } catch {
    return false;
  }
}
