import { byId, notice, whileBusy } from './dom.js';

/** What is the business's own: the account that it opens for verified people, and a payout for them alone. */
export class Account {
  #api = null;
  #opened = false;

  constructor() {
    byId('payout').addEventListener(
      'click',
      whileBusy(byId('payout'), () => this.#payout()),
    );
  }

  async open(api) {
    this.#api = api;
    this.#opened = false;
    notice(byId('payout-answer'), null);
    await this.#load();
  }

  close() {
    this.#api = null;
  }

  /** A handler opens the account right after the verdict, so it appears a moment after the verdict. */
  async verified() {
    for (let tries = 0; tries < 10 && this.#api && !this.#opened; tries++) {
      await this.#load();
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }

  async #load() {
    const { account } = await this.#api.get('/accounts/me');
    this.#opened = account !== null;
    byId('account').textContent = account
      ? `opened ${new Date(account.openedAt).toLocaleString()}`
      : 'not opened';
  }

  async #payout() {
    const answer = byId('payout-answer');
    try {
      await this.#api.post('/payouts', {});
      notice(answer, 'Accepted: verified people may do this.');
    } catch (error) {
      notice(answer, error.status === 403 ? 'Refused: only verified people may do this.' : error.message);
    }
  }
}
