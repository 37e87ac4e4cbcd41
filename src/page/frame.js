import { byId, element } from './dom.js';

/** iDenfy's verification UI inside the page. It tells when it is done; what it says is no decision. */
export class Frame {
  #origin = null;

  constructor({ done }) {
    window.addEventListener('message', (event) => {
      if (event.origin !== this.#origin || !isResult(event.data)) return;
      done();
    });
  }

  open(url) {
    this.#origin = new URL(url).origin;
    const frame = element('iframe', { src: url, title: 'Identity verification by iDenfy' });
    frame.allow = 'camera; microphone; fullscreen';
    frame.allowFullscreen = true;
    byId('panel-frame').replaceChildren(frame);
  }

  close() {
    this.#origin = null;
    byId('panel-frame').replaceChildren();
  }
}

/** iDenfy sends a JSON text with a `status`; older pages sent the object itself. */
function isResult(data) {
  try {
    const message = typeof data === 'string' ? JSON.parse(data) : data;
    return typeof message?.status === 'string';
  } catch {
    return false;
  }
}
