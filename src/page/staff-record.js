import { element, notice, whileBusy } from './dom.js';
import { fact, factsOf, historyEntry } from './record-facts.js';

/** One session in detail, with what an operator can do about it. */
export class StaffRecord {
  #facts = element('dl', { className: 'facts' });
  #history = element('ol', { className: 'history' });
  #answer = element('div', { className: 'answer' });
  #message = element('p', { className: 'notice', role: 'status', hidden: true });
  #why = element('input', {
    id: 'why',
    required: true,
    minLength: 3,
    maxLength: 200,
    pattern: '[ -~]+',
    title: 'Plain letters, no personal data: it stands in the audit',
  });
  #decision = this.#decisionForm();

  constructor(api, scanRef, { changed }) {
    this.api = api;
    this.path = `/idenfy/verifications/${scanRef}`;
    this.changed = changed;
    this.#why.value = api.reason;
    this.element = element(
      'article',
      {},
      element('h3', { textContent: `Session ${scanRef}`, tabIndex: -1 }),
      this.#facts,
      field('Why you look or decide', this.#why),
      this.#decision,
      this.#buttons(),
      this.#message,
      this.#answer,
      element('h4', { textContent: 'History' }),
      this.#history,
    );
  }

  async load() {
    const [session, history] = await Promise.all([
      this.api.get(this.path),
      this.api.get(`${this.path}/history`),
    ]);
    this.#facts.replaceChildren(...factsOf(session));
    this.#decision.hidden = session.status !== 'SUSPECTED' || Boolean(session.decision);
    const events = Array.isArray(history) ? history : history.items;
    this.#history.replaceChildren(...events.map(historyEntry));
  }

  #buttons() {
    const button = (textContent, work) => {
      const made = element('button', { type: 'button', className: 'quiet', textContent });
      made.addEventListener(
        'click',
        whileBusy(made, () => this.#try(work)),
      );
      return made;
    };
    return element(
      'div',
      { className: 'actions' },
      button('Ask iDenfy', () => this.#refresh()),
      button('Extracted data', () => this.#data()),
      button('Files', () => this.#files()),
      button('PDF report', () => this.#report()),
      button('Erase', () => this.#erase()),
    );
  }

  #decisionForm() {
    const reason = element('input', { id: 'reason', required: true, minLength: 3, maxLength: 200 });
    const choice = (textContent, value) => element('button', { type: 'submit', textContent, value });
    const form = element(
      'form',
      { className: 'row', hidden: true },
      field('Reason of your decision', reason),
      choice('Accept', 'ACCEPTED'),
      choice('Reject', 'REJECTED'),
    );
    form.addEventListener(
      'submit',
      whileBusy(form, ({ submitter }) =>
        this.#try(async () => {
          await this.api.post(`${this.path}/decision`, { decision: submitter.value, reason: reason.value });
          await this.#reload('Decided.');
        }),
      ),
    );
    return form;
  }

  async #refresh() {
    await this.api.post(`${this.path}/refresh`);
    await this.#reload('iDenfy was asked.');
  }

  async #data() {
    const data = await this.api.get(`${this.path}/data`);
    const known = Object.entries(data).filter(([, value]) => value !== null && value !== '');
    this.#answer.replaceChildren(
      element('dl', { className: 'facts' }, ...known.map(([name, value]) => fact(name, value))),
    );
  }

  async #files() {
    const files = await this.api.get(`${this.path}/files`);
    const names = (Array.isArray(files) ? files : files.items).map((file) => file.name ?? file);
    const shown = element('div', { className: 'files' });
    const buttons = names.map((name) => {
      const button = element('button', { type: 'button', className: 'quiet', textContent: name });
      button.addEventListener(
        'click',
        whileBusy(button, () => this.#try(() => this.#showFile(name, shown))),
      );
      return button;
    });
    this.#answer.replaceChildren(element('div', { className: 'actions' }, ...buttons), shown);
    if (names.length === 0) notice(this.#message, 'There are no files.');
  }

  async #showFile(name, shown) {
    const blob = await this.api.file(`${this.path}/files/${encodeURIComponent(name)}`);
    const src = URL.createObjectURL(blob);
    const media = blob.type.startsWith('video/')
      ? element('video', { src, controls: true })
      : element('img', { src, alt: `${name} of this session` });
    shown.replaceChildren(media);
  }

  async #report() {
    const url = URL.createObjectURL(await this.api.file(`${this.path}/report`));
    element('a', { href: url, download: 'report.pdf' }).click();
    notice(this.#message, 'The report was downloaded.');
  }

  async #erase() {
    if (!confirm('Erase this session at iDenfy and here? This cannot be undone.')) return;
    const { state } = await this.api.delete(this.path);
    await this.#reload(`Erasure: ${state}.`);
  }

  async #reload(message) {
    await this.load();
    this.changed();
    notice(this.#message, message);
  }

  async #try(work) {
    notice(this.#message, null);
    if (!this.#why.reportValidity()) return;
    this.api.reason = this.#why.value;
    try {
      await work();
    } catch (error) {
      notice(this.#message, error.message);
    }
  }
}

function field(label, input) {
  return element(
    'div',
    { className: 'field grow' },
    element('label', { htmlFor: input.id, textContent: label }),
    input,
  );
}
