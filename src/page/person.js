import { ApiError } from './api.js';
import { byId, notice, whileBusy } from './dom.js';
import { Frame } from './frame.js';
import { showOutcome } from './outcome.js';
import { tabs } from './tabs.js';
import { Upload } from './upload.js';

const RECONNECT_MS = 2000;

/** One person's way from "not verified" to a verdict. */
export class Person {
  #state = { current: null, standing: 'NONE', account: null, nextStep: null, returned: false, live: false };
  #watching = null;
  #away = false;
  #frame = new Frame({ done: () => this.#finished() });
  #upload = new Upload({ send: (form) => this.#send(form) });
  #tabs = tabs(document.querySelector('[role=tablist]'));

  constructor({ changed }) {
    this.changed = changed;
    byId('start').addEventListener(
      'click',
      whileBusy(byId('start'), () => this.#start()),
    );
    byId('payout').addEventListener(
      'click',
      whileBusy(byId('payout'), () => this.#payout()),
    );
    byId('redirect').addEventListener('click', () => (this.#away = true));
    document.addEventListener('visibilitychange', () => document.hidden || this.#cameBack());
  }

  async open(api) {
    this.close();
    this.api = api;
    await this.#load();
    const { current, nextStep } = this.#state;
    if (current && nextStep === 'CONTINUE') await this.#start();
    else if (current) void this.#watch(current.scanRef); // also when it is over: a verdict may be corrected
  }

  close() {
    this.#watching?.abort();
    this.#watching = null;
    this.#closeSession();
    notice(byId('problem'), null);
    notice(byId('payout-answer'), null);
    this.#state = {
      current: null,
      standing: 'NONE',
      account: null,
      nextStep: null,
      returned: false,
      live: false,
    };
  }

  /** Where the person stands, and what the business has opened for them. */
  async #load() {
    const [me, { account }] = await Promise.all([
      this.api.get('/idenfy/clients/me'),
      this.api.get('/accounts/me'),
    ]);
    this.#show({ current: me.current, standing: me.standing, nextStep: me.nextStep, account });
  }

  async #start() {
    notice(byId('problem'), null);
    try {
      const session = await this.api.post('/idenfy/verifications', {});
      this.#state.returned = false;
      this.#openSession(session);
      void this.#watch(session.scanRef);
    } catch (error) {
      notice(byId('problem'), explain(error));
    }
  }

  #openSession({ scanRef, iframeUrl, redirectUrl }) {
    this.#showSession(true);
    byId('redirect').href = redirectUrl;
    this.#frame.open(iframeUrl);
    this.#upload.clear();
    this.#tabs.selectFirst();
    if (document.activeElement === byId('start')) byId('tab-frame').focus(); // the button is about to vanish
    this.#show({ live: true, current: { scanRef, status: 'ACTIVE', final: false }, nextStep: 'CONTINUE' });
  }

  /** Hidden while there is nothing to do; kept, because photos may be refused and asked for again. */
  #showSession(visible) {
    const hadFocus = byId('session').contains(document.activeElement);
    byId('session').hidden = !visible;
    if (hadFocus && !visible) byId('outcome-title').focus();
  }

  #closeSession() {
    this.#showSession(false);
    this.#frame.close();
    this.#state.live = false;
  }

  #cameBack() {
    if (this.#away) void this.#finished();
    this.#away = false;
  }

  /** Back from iDenfy. The service believes nothing of it; it only looks sooner when no result comes. */
  async #finished() {
    const { current } = this.#state;
    if (!current || this.#state.returned) return;
    this.#show({ returned: true });
    await this.api.post(`/idenfy/verifications/${current.scanRef}/finished`).catch(() => undefined);
  }

  async #send(form) {
    const { scanRef } = this.#state.current;
    await this.api.upload(`/idenfy/verifications/${scanRef}/documents`, form);
    if (this.#state.nextStep === 'CONTINUE') this.#showSession(false); // else the stream was faster
  }

  /** Follows the session until its end; a stream that breaks off is taken up again. */
  async #watch(scanRef) {
    this.#watching?.abort();
    const watching = new AbortController();
    this.#watching = watching;
    while (!watching.signal.aborted) {
      try {
        for await (const seen of this.api.events(
          `/idenfy/verifications/${scanRef}/events`,
          watching.signal,
        )) {
          await this.#learn(seen);
        }
      } catch (error) {
        if (error instanceof ApiError && error.status < 500) return;
      }
      await new Promise((goOn) => setTimeout(goOn, RECONNECT_MS));
    }
  }

  async #learn(seen) {
    this.#show({ current: seen, nextStep: seen.nextStep });
    if (seen.nextStep === 'CONTINUE') this.#showSession(this.#state.live);
    else if (seen.nextStep === 'WAIT') this.#showSession(false);
    else this.#closeSession();
    await this.#load();
    this.changed();
    if (seen.status === 'APPROVED') await this.#awaitAccount();
  }

  /** The account is opened by a handler right after the verdict: a moment later than the verdict is told. */
  async #awaitAccount() {
    for (let tries = 0; tries < 10 && !this.#state.account; tries++) {
      await new Promise((goOn) => setTimeout(goOn, 300));
      await this.#load();
    }
  }

  async #payout() {
    const answer = byId('payout-answer');
    try {
      await this.api.post('/payouts', {});
      notice(answer, 'Accepted: verified people may do this.');
    } catch (error) {
      notice(answer, error.status === 403 ? 'Refused: only verified people may do this.' : explain(error));
    }
  }

  #show(change) {
    Object.assign(this.#state, change);
    showOutcome(this.#state);
  }
}

function explain(error) {
  const wait = error.retryAfter ? ` Try again in ${Math.ceil(error.retryAfter / 60)} min.` : '';
  return `${error.message}${wait}`;
}
