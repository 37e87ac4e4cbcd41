import { byId, element, notice, whileBusy } from './dom.js';
import { sampleImage } from './sample-images.js';

const STEPS = {
  FRONT: 'Front of the document',
  BACK: 'Back of the document',
  FACE: 'Your face',
};

const WITHOUT_BACK = new Set(['PASSPORT', 'DRIVER_LICENSE']);

/** The form for direct processing: photos go from this page to the service, and from there to iDenfy. */
export class Upload {
  #files = new Map();

  constructor({ send }) {
    const form = byId('upload-form');
    byId('document-type').addEventListener('change', () => this.#draw());
    byId('use-samples').addEventListener('click', () => this.#useSamples());
    form.addEventListener(
      'submit',
      whileBusy(form.querySelector('[type=submit]'), async () => {
        notice(byId('upload-problem'), null);
        try {
          await send(this.#formData());
        } catch (error) {
          notice(byId('upload-problem'), error.message);
        }
      }),
    );
    this.#draw();
  }

  /** Forgets the photos of an earlier session. */
  clear() {
    this.#files.clear();
    notice(byId('upload-problem'), null);
    this.#draw();
  }

  get #documentType() {
    return byId('document-type').value;
  }

  get #steps() {
    return Object.keys(STEPS).filter((step) => step !== 'BACK' || !WITHOUT_BACK.has(this.#documentType));
  }

  async #useSamples() {
    for (const step of this.#steps) this.#files.set(step, await sampleImage(step, this.#documentType));
    this.#draw();
  }

  #draw() {
    byId('pictures').replaceChildren(...this.#steps.map((step) => this.#picture(step)));
  }

  #picture(step) {
    const file = this.#files.get(step);
    const input = element('input', {
      type: 'file',
      id: `image-${step}`,
      accept: 'image/jpeg,image/png',
      required: !file,
      on: { change: () => this.#choose(step, input.files[0]) },
    });
    const label = element('label', { htmlFor: input.id, textContent: STEPS[step] });
    const picture = element('div', { className: 'picture' }, label, input);
    if (file) picture.append(preview(file), element('p', { className: 'hint', textContent: file.name }));
    return picture;
  }

  #choose(step, file) {
    if (file) this.#files.set(step, file);
    this.#draw();
    byId(`image-${step}`).focus();
  }

  #formData() {
    const data = new FormData();
    data.set('country', byId('country').value.toUpperCase());
    data.set('documentType', this.#documentType);
    for (const step of this.#steps) {
      const file = this.#files.get(step);
      if (file) data.set(step, file);
    }
    return data;
  }
}

function preview(file) {
  const url = URL.createObjectURL(file);
  return element('img', { src: url, alt: '', on: { load: () => URL.revokeObjectURL(url) } });
}
