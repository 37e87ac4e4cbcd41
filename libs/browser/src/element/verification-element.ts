import {
  createIdenfyClient,
  type PersonVerification,
  type StartFields,
  type UploadDocumentType,
} from '../idenfy-client.js';
import { Journey, type JourneyState, NOTHING_KNOWN } from '../journey.js';
import type { IdenfyConnection, IdenfyHeaders } from '../rest.js';
import { make, say } from './dom.js';
import { SessionRedirect } from './redirect.js';
import { SessionFrame } from './session-frame.js';
import type { Stage } from './stage.js';
import { STYLES } from './styles.js';
import type { VerificationTexts } from './texts/en.js';
import { languageOf } from './texts/languages.js';
import { DOCUMENT_TYPES, UploadForm } from './upload-form.js';
import { type View, viewOf } from './view.js';

/** How the person shows document and face: on iDenfy's page in a frame or in a new tab, or by photos that the element sends. */
export type VerificationMode = 'iframe' | 'redirect' | 'upload';

/** The events of the element, which bubble and leave the shadow tree. None is a proof: a page can forge them. */
export interface VerificationEvents {
  /** Each state of the person's verification, the first one included. */
  'idenfy-state': CustomEvent<PersonVerification>;
  /** The person is verified, now or since an earlier visit. */
  'idenfy-verified': CustomEvent<PersonVerification>;
  /** The verification was denied; `nextStep` says whether another attempt is offered. */
  'idenfy-denied': CustomEvent<PersonVerification>;
  /** The documents are under review. */
  'idenfy-review': CustomEvent<PersonVerification>;
  /** A call failed: an `IdenfyRequestError`, or what the function `headers` threw. */
  'idenfy-error': CustomEvent<Error>;
}

declare global {
  interface HTMLElementEventMap extends VerificationEvents {}
}

// on a server, where pages are only rendered to text, there is no HTMLElement
const Base = (typeof HTMLElement === 'undefined' ? class {} : HTMLElement) as typeof HTMLElement;

const PROPERTIES = ['headers', 'texts', 'startFields'] as const;

let sheet: CSSStyleSheet | undefined;

/**
 * Takes a person from "not verified" to a verdict.
 *
 * Attributes: `base-url` (default `/idenfy`), `mode` (`iframe`, `redirect` or `upload`, default `iframe`), `locale` (default: the
 * language of the page), `document-types` (those that `upload` offers, default all), `credentials` (whether cookies are
 * sent, as in `fetch`). Slot `notice`: the host's privacy notice, shown before the person shows anything.
 *
 * A class is registered once: for another name, extend it.
 */
export class IdenfyVerificationElement extends Base {
  static readonly observedAttributes = ['base-url', 'mode', 'locale', 'document-types', 'credentials'];

  #headers: IdenfyHeaders | undefined;
  #texts: Partial<VerificationTexts> = {};
  #startFields: StartFields = {};
  #journey: Journey | null = null;
  #restarting = 0;
  #language = languageOf('en');
  #stage: { readonly key: string; readonly stage: Stage } | null = null;
  #last: PersonVerification | null = null;
  #lastError: Error | null = null;

  readonly #title: HTMLHeadingElement = make('h2', { part: 'title', tabIndex: -1 });
  readonly #text = make('p', { part: 'text' });
  readonly #hints = make('ul', { part: 'hints', hidden: true });
  readonly #notice = make('slot', { name: 'notice' });
  readonly #place = make('div', { part: 'session' });
  readonly #alert = make('p', { part: 'problem', className: 'problem', hidden: true });
  readonly #action = make('button', { type: 'button', part: 'button primary', onclick: () => this.#act() });
  readonly #card = make('div', { part: 'card', className: 'card' });
  #does: () => Promise<void> | void = () => undefined;

  constructor() {
    super();
    const said = make('div', { part: 'status' }, this.#title, this.#text, this.#hints);
    said.setAttribute('role', 'status');
    this.#alert.setAttribute('role', 'alert');
    const actions = make('div', { part: 'actions' }, this.#action);
    this.#card.append(said, this.#notice, this.#place, this.#alert, actions);
    const shadow = this.attachShadow({ mode: 'open' });
    shadow.append(this.#card);
    if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(STYLES);
    shadow.adoptedStyleSheets = [sheet];
  }

  /** Headers of the login, or a function that is asked before each request. @default none: the login is a cookie */
  get headers(): IdenfyHeaders | undefined {
    return this.#headers;
  }

  set headers(headers: IdenfyHeaders | undefined) {
    this.#headers = headers;
    this.#restart();
  }

  /** Texts of the host's own, in place of those of the language. */
  get texts(): Partial<VerificationTexts> {
    return this.#texts;
  }

  set texts(texts: Partial<VerificationTexts>) {
    this.#texts = texts;
    this.#show();
  }

  /** What each start sends besides the language, as far as the service permits it (`personMaySet`), such as `level`. */
  get startFields(): StartFields {
    return this.#startFields;
  }

  set startFields(fields: StartFields) {
    this.#startFields = fields;
  }

  connectedCallback(): void {
    for (const name of PROPERTIES) this.#adopt(name);
    this.#restart();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#restarting);
    this.#stop();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now || !this.isConnected) return;
    if (name === 'base-url' || name === 'credentials') this.#restart();
    else this.#show();
  }

  /** Moves the focus to the title, from which the tab key leads on. */
  override focus(options?: FocusOptions): void {
    this.#title.focus(options);
  }

  /** Starts or resumes the verification, as the button does. */
  async start(): Promise<void> {
    await this.#journey?.start();
  }

  /** A property that was set before the element was defined hides that of the class. */
  #adopt(name: (typeof PROPERTIES)[number]): void {
    if (!Object.hasOwn(this, name)) return;
    const { [name]: value } = this;
    delete this[name];
    Object.assign(this, { [name]: value });
  }

  /** Begins anew once the page has set what belongs together. */
  #restart(): void {
    if (!this.isConnected) return;
    clearTimeout(this.#restarting);
    this.#restarting = setTimeout(() => {
      this.#stop();
      this.#journey = new Journey(
        createIdenfyClient(this.#connection()),
        (state) => this.#changed(state),
        () => this.#fields(),
      );
      void this.#journey.load();
    });
    this.#show();
  }

  #stop(): void {
    this.#journey?.stop();
    this.#journey = null;
    this.#last = null;
    this.#lastError = null;
    this.#leaveStage();
  }

  #connection(): IdenfyConnection {
    const credentials = this.getAttribute('credentials');
    return {
      baseUrl: this.getAttribute('base-url') ?? '/idenfy',
      ...(this.#headers !== undefined && { headers: this.#headers }),
      ...((credentials === 'include' || credentials === 'omit') && { credentials }),
    };
  }

  #fields(): StartFields {
    const { idenfyLocale } = this.#language;
    return { ...(idenfyLocale !== null && { locale: idenfyLocale }), ...this.#startFields };
  }

  #changed(state: JourneyState): void {
    this.#show();
    const { verification, nextStep, error } = state;
    if (error !== this.#lastError) {
      this.#lastError = error;
      if (error !== null) this.#tell('idenfy-error', error);
    }
    const before = this.#last;
    if (verification === null || JSON.stringify(verification) === JSON.stringify(before)) return;
    this.#last = verification;
    this.#tell('idenfy-state', verification);
    const { status } = verification;
    if (before?.scanRef === verification.scanRef && before.status === status) return;
    if (status === 'APPROVED' && nextStep === 'NONE') this.#tell('idenfy-verified', verification);
    if (status === 'DENIED') this.#tell('idenfy-denied', verification);
    if (status === 'REVIEWING') this.#tell('idenfy-review', verification);
  }

  #tell<Name extends keyof VerificationEvents>(name: Name, detail: VerificationEvents[Name]['detail']): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #show(): void {
    if (!this.isConnected) return;
    const state = this.#journey?.state ?? NOTHING_KNOWN;
    const tag = this.getAttribute('locale') ?? this.closest<HTMLElement>('[lang]')?.lang ?? '';
    this.#language = languageOf(tag === '' ? navigator.language : tag, this.#texts);
    const card = this.#card;
    card.lang = this.#language.tag;
    card.dir = this.#language.direction;
    const view = viewOf(state, this.#language);
    const hadFocus = this.shadowRoot?.activeElement != null;
    card.dataset['view'] = view.name;
    card.dataset['tone'] = view.tone;
    this.#showStage(view, state);
    say(this.#title, view.title);
    say(this.#text, view.text);
    this.#showHints(view.hints);
    this.#notice.hidden = !['intro', 'continue', 'again'].includes(view.name);
    say(this.#alert, view.alert);
    this.#showAction(view, state.busy !== null);
    if (hadFocus && this.shadowRoot?.activeElement == null) this.#title.focus();
  }

  #showHints(hints: readonly string[]): void {
    this.#hints.hidden = hints.length === 0;
    if (this.#hints.textContent === hints.join('')) return;
    this.#hints.replaceChildren(...hints.map((hint) => make('li', {}, hint)));
  }

  #showAction({ action }: View, busy: boolean): void {
    say(this.#action, action?.label ?? '');
    this.#action.ariaBusy = busy ? 'true' : null;
    const journey = this.#journey;
    this.#does = () => (action && !busy ? journey?.[action.does]() : undefined);
  }

  #act(): void {
    void this.#does();
  }

  /** Keeps what the person works with while it is of use: photos may be refused, and asked for again. */
  #showStage(view: View, { session, nextStep }: JourneyState): void {
    if (session === null) return this.#leaveStage();
    const mode = this.getAttribute('mode');
    const key = [mode, this.getAttribute('document-types'), session.iframeUrl, this.#language.tag].join();
    if (this.#stage?.key !== key) {
      this.#leaveStage();
      if (view.name !== 'session') return;
      this.#stage = { key, stage: this.#stageFor(mode, session) };
      this.#place.append(this.#stage.stage.element);
    }
    this.#place.hidden = view.name !== 'session';
    if (nextStep !== 'CONTINUE' && !(this.#stage?.stage instanceof UploadForm)) this.#leaveStage();
  }

  #stageFor(mode: string | null, session: NonNullable<JourneyState['session']>): Stage {
    const back = (): void => void this.#journey?.back();
    if (mode === 'redirect') return new SessionRedirect(session, this.#language, back);
    if (mode !== 'upload') return new SessionFrame(session, this.#language, back);
    const journey = this.#journey;
    return new UploadForm(this.#language, this.#documentTypes(), async (upload, options) => {
      await journey?.upload(upload, options);
    });
  }

  #documentTypes(): readonly UploadDocumentType[] {
    const named = this.getAttribute('document-types')?.split(/[\s,]+/) ?? [];
    const offered = DOCUMENT_TYPES.filter((type) => named.includes(type));
    return offered.length > 0 ? offered : DOCUMENT_TYPES;
  }

  #leaveStage(): void {
    this.#stage?.stage.dispose();
    this.#stage?.stage.element.remove();
    this.#stage = null;
  }
}
