import type { Upload, UploadDocumentType, UploadOptions } from '../idenfy-client.js';
import { IdenfyRequestError } from '../request-error.js';
import { countriesIn } from './countries.js';
import { make, say } from './dom.js';
import { ImageField, type Step } from './image-field.js';
import type { Stage } from './stage.js';
import type { Language } from './texts/languages.js';
import { explain } from './view.js';

/** The documents whose photos may be sent. */
export const DOCUMENT_TYPES: readonly UploadDocumentType[] = [
  'ID_CARD',
  'PASSPORT',
  'DRIVER_LICENSE',
  'RESIDENCE_PERMIT',
];

const STEPS: readonly Step[] = ['FRONT', 'BACK', 'FACE'];

/** Bytes of all photos: the service takes 20,000,000 in Base64, which makes four of three. */
const MAX_BYTES = 15_000_000;

type Send = (upload: Omit<Upload, 'scanRef'>, options: UploadOptions) => Promise<void>;

/** The form for sending photos instead of using iDenfy's page. */
export class UploadForm implements Stage {
  readonly element: HTMLFormElement;
  readonly #country: Choice;
  readonly #type: Choice;
  readonly #fields: readonly ImageField[];
  readonly #progress = make('progress', { part: 'progress', max: 1, value: 0 });
  readonly #send: HTMLButtonElement;
  readonly #cancel: HTMLButtonElement;
  readonly #said = make('p', { className: 'soft' });
  readonly #alert = make('p', { part: 'problem', className: 'problem', role: 'alert', hidden: true });
  #sending: AbortController | null = null;

  constructor(
    private readonly language: Language,
    types: readonly UploadDocumentType[],
    private readonly send: Send,
  ) {
    const { texts, tag } = language;
    const named = types.map((type) => [type, texts[type]] as const);
    this.#country = new Choice('country', texts.country, countriesIn(tag), language);
    this.#type = new Choice('document', texts.document, named, language);
    if (types.length === 1 && types[0]) this.#type.fix(types[0]);
    this.#type.select.addEventListener('change', () => this.#showNeeded());
    this.#fields = STEPS.map((step) => new ImageField(step, texts));
    this.#send = make('button', { part: 'button primary' }, texts.send);
    this.#cancel = make('button', {
      type: 'button',
      part: 'button',
      className: 'quiet',
      hidden: true,
      onclick: () => this.#sending?.abort(),
      textContent: texts.cancel,
    });
    this.#progress.ariaLabel = texts.sending;
    this.#progress.hidden = true;
    this.#said.setAttribute('role', 'status');
    this.element = make(
      'form',
      { part: 'form', noValidate: true },
      make('div', { className: 'row fields' }, this.#country.element, this.#type.element),
      make('div', { part: 'images', className: 'images' }, ...this.#fields.map(({ element }) => element)),
      this.#said,
      this.#progress,
      make('div', { className: 'row' }, this.#send, this.#cancel),
      this.#alert,
    );
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#sending === null && this.#isComplete()) void this.#submit();
    });
    this.#showNeeded();
  }

  dispose(): void {
    this.#sending?.abort();
    for (const field of this.#fields) field.closeCamera();
  }

  /** The back is asked for where the document has one that is always read; the service says so where it wants another. */
  #showNeeded(): void {
    const type = this.#type.select.value;
    for (const field of this.#fields)
      field.isNeeded = field.step !== 'BACK' || type === 'ID_CARD' || type === 'RESIDENCE_PERMIT';
  }

  get #needed(): ImageField[] {
    return this.#fields.filter(({ isNeeded }) => isNeeded);
  }

  /** Names what is missing or wrong, and moves the focus to the first of it. */
  #isComplete(): boolean {
    const { texts } = this.language;
    say(this.#alert, '');
    for (const choice of [this.#country, this.#type]) choice.check();
    for (const field of this.#needed) {
      if (field.photo !== null) field.problem = '';
      else if (!field.hasProblem) field.problem = texts.missing;
    }
    const wrong = [this.#country, this.#type, ...this.#needed].find(({ hasProblem }) => hasProblem);
    wrong?.focus();
    const bytes = this.#needed.reduce((sum, { photo }) => sum + (photo?.size ?? 0), 0);
    if (bytes > MAX_BYTES) say(this.#alert, texts.tooLarge);
    return !wrong && bytes <= MAX_BYTES;
  }

  async #submit(): Promise<void> {
    const sending = new AbortController();
    this.#setSending(sending);
    for (const field of this.#fields) field.closeCamera();
    try {
      const images = Object.fromEntries(this.#needed.map(({ step, photo }) => [step, photo]));
      await this.send(
        {
          country: this.#country.select.value,
          documentType: this.#type.select.value as UploadDocumentType,
          images: images as Upload['images'],
        },
        {
          signal: sending.signal,
          onProgress: ({ sentBytes, totalBytes }) => (this.#progress.value = sentBytes / totalBytes),
        },
      );
      this.#setSending(null);
    } catch (error) {
      this.#setSending(null);
      if (sending.signal.aborted) return this.#send.focus();
      this.#refuse(error);
    }
  }

  #refuse(error: unknown): void {
    const { texts } = this.language;
    const { field: name, status } = error instanceof IdenfyRequestError ? error : { field: null, status: 0 };
    const field = this.#fields.find(({ step }) => name === step || name === `images.${step}`);
    if (field) {
      field.isNeeded = true;
      field.problem = field.photo ? texts.refused : texts.missing;
      field.focus();
    } else if (status === 413) {
      say(this.#alert, texts.tooLarge);
    } else {
      say(this.#alert, explain(error, this.language));
      this.#send.focus();
    }
  }

  #setSending(sending: AbortController | null): void {
    this.#sending = sending;
    const busy = sending !== null;
    this.#progress.value = 0;
    this.#progress.hidden = !busy;
    this.#send.ariaDisabled = busy ? 'true' : null;
    if (!busy && this.#cancel.matches(':focus')) this.#send.focus();
    this.#cancel.hidden = !busy;
    say(this.#said, busy ? this.language.texts.sending : '');
  }
}

/** A list to choose one from. */
class Choice {
  readonly element: HTMLElement;
  readonly select: HTMLSelectElement;
  readonly #problem: HTMLParagraphElement;

  constructor(
    id: string,
    label: string,
    options: readonly (readonly [value: string, name: string])[],
    private readonly language: Language,
  ) {
    const problemId = `problem-${id}`;
    this.#problem = make('p', { part: 'problem', className: 'problem', id: problemId, hidden: true });
    this.select = make(
      'select',
      { part: 'input', id, required: true },
      ...[['', language.texts.choose] as const, ...options].map(([value, name]) =>
        make('option', { value }, name),
      ),
    );
    this.select.setAttribute('aria-describedby', problemId);
    const caption = make('label', { part: 'label', htmlFor: id }, label);
    this.element = make('div', { className: 'field' }, caption, this.select, this.#problem);
  }

  /** Leaves nothing to choose. */
  fix(value: string): void {
    this.select.value = value;
    this.element.hidden = true;
  }

  check(): void {
    const missing = this.select.value === '';
    say(this.#problem, missing ? this.language.texts.choose : '');
    this.select.ariaInvalid = missing ? 'true' : null;
  }

  get hasProblem(): boolean {
    return !this.#problem.hidden;
  }

  focus(): void {
    this.select.focus();
  }
}
