import { byId, element, notice, whileBusy } from './dom.js';
import { sampleImage } from './sample-images.js';

const PICTURES = {
  FRONT: 'Front of the document',
  BACK: 'Back of the document',
  FACE: 'Your face',
};

const WITHOUT_BACK = new Set(['PASSPORT', 'DRIVER_LICENSE']);

/** The form for direct processing: photos go from this page to the service, and from there to iDenfy. */
export class Upload {
  #form = byId('upload-form');
  #pictures = Object.entries(PICTURES).map(([step, label]) => new Picture(step, label));

  constructor({ send }) {
    byId('pictures').append(...this.#pictures.map((picture) => picture.element));
    byId('document-type').addEventListener('change', () => this.#askForWhatIsNeeded());
    byId('use-samples').addEventListener('click', () => this.#useSamples());
    this.#form.addEventListener(
      'submit',
      whileBusy(byId('send-photos'), async () => {
        notice(byId('upload-problem'), null);
        const data = new FormData(this.#form);
        data.set('country', data.get('country').toUpperCase());
        await send(data).catch((error) => {
          notice(byId('upload-problem'), error.message);
          byId('send-photos').focus();
        });
      }),
    );
  }

  /** Forgets the photos of an earlier session. */
  clear() {
    this.#form.reset();
    this.#askForWhatIsNeeded();
    for (const picture of this.#pictures) picture.show();
    notice(byId('upload-problem'), null);
  }

  #askForWhatIsNeeded() {
    const withBack = !WITHOUT_BACK.has(byId('document-type').value);
    for (const picture of this.#pictures) picture.ask(picture.step !== 'BACK' || withBack);
  }

  async #useSamples() {
    for (const picture of this.#pictures) {
      picture.file = await sampleImage(picture.step, byId('document-type').value);
    }
  }
}

/** One photo to choose, and what it looks like. */
class Picture {
  #input;
  #preview = element('img', { alt: '', hidden: true });

  constructor(step, label) {
    this.step = step;
    this.#input = element('input', {
      type: 'file',
      name: step,
      id: `image-${step}`,
      accept: 'image/jpeg,image/png',
      required: true,
      on: { change: () => this.show() },
    });
    this.#preview.addEventListener('load', () => URL.revokeObjectURL(this.#preview.src));
    const caption = element('label', { htmlFor: this.#input.id, textContent: label });
    this.element = element('div', { className: 'picture' }, caption, this.#input, this.#preview);
  }

  ask(needed) {
    this.element.hidden = !needed;
    this.#input.disabled = !needed; // so that it is neither required nor sent
  }

  set file(file) {
    const chosen = new DataTransfer();
    chosen.items.add(file);
    this.#input.files = chosen.files;
    this.show();
  }

  show() {
    const [file] = this.#input.files;
    this.#preview.hidden = !file;
    if (file) this.#preview.src = URL.createObjectURL(file);
  }
}
