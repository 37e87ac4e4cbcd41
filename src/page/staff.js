import { Api } from './api.js';
import { byId, element, notice, time, whileBusy } from './dom.js';
import { StaffRecord } from './staff-record.js';

/** What an operator sees: everybody's sessions, and one of them in detail. */
export class Staff {
  #api = null;
  #session = null;
  #rows = element('tbody');
  #problem = element('p', { className: 'notice bad', role: 'alert', hidden: true });
  #record = element('div', { className: 'record' });

  constructor({ signIn }) {
    this.signIn = signIn;
    byId('staff').addEventListener('toggle', () => byId('staff').open && this.#load());
    byId('staff-body').append(this.#toolbar(), this.#problem, this.#table(), this.#record);
  }

  open(session) {
    this.#session = session;
    byId('staff').hidden = !session.demo;
    this.changed();
  }

  close() {
    this.#api = null;
    byId('staff').open = false;
    this.#rows.replaceChildren();
    this.#record.replaceChildren();
  }

  /** Something happened to the person: what is shown here may be old. */
  changed() {
    if (byId('staff').open) void this.#load();
  }

  async #load() {
    try {
      this.#api ??= new Api(await this.signIn());
      const { items } = await this.#api.get('/idenfy/verifications?limit=20');
      this.#rows.replaceChildren(...items.map((item) => this.#row(item)));
      notice(this.#problem, null);
    } catch (error) {
      notice(this.#problem, error.message);
    }
  }

  #toolbar() {
    const again = element('button', { type: 'button', className: 'quiet', textContent: 'Update the list' });
    again.addEventListener(
      'click',
      whileBusy(again, () => this.#load()),
    );
    return element(
      'div',
      { className: 'actions' },
      element('p', {
        className: 'hint grow',
        textContent: 'The latest 20 sessions of everybody, with tags and reasons.',
      }),
      again,
    );
  }

  #table() {
    const head = element('tr', {}, ...['Person', 'Status', 'Started', ''].map(headCell));
    const caption = element('caption', { className: 'unseen', textContent: 'Sessions' });
    return element(
      'div',
      { className: 'scroll', tabIndex: 0, role: 'region', ariaLabel: 'Sessions' },
      element('table', {}, caption, element('thead', {}, head), this.#rows),
    );
  }

  #row(item) {
    const open = element('button', { type: 'button', className: 'quiet', textContent: 'Open' });
    open.ariaLabel = `Open the session of ${item.clientId}`;
    open.disabled = !item.scanRef;
    open.addEventListener(
      'click',
      whileBusy(open, () => this.#open(item.scanRef)),
    );
    const cells = [item.clientId, item.decision ?? item.status, time(item.createdAt)];
    const row = element(
      'tr',
      {},
      ...cells.map((text) => element('td', { textContent: text })),
      element('td', {}, open),
    );
    row.classList.toggle('own', item.clientId === this.#session?.name);
    return row;
  }

  async #open(scanRef) {
    const record = new StaffRecord(this.#api, scanRef, { changed: () => this.#load() });
    this.#record.replaceChildren(record.element);
    await record.load();
    record.element.querySelector('h3').focus();
  }
}

function headCell(textContent) {
  return element('th', { textContent, scope: 'col' });
}
