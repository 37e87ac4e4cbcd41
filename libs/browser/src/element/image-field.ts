import { Camera } from './camera.js';
import { make, say } from './dom.js';
import type { VerificationTexts } from './texts/en.js';

/** A side of the document, or the face. */
export type Step = 'FRONT' | 'BACK' | 'FACE';

const PREVIEW_PIXELS = 480;

/** One photo: from the camera or from a file, with a preview. */
export class ImageField {
  readonly element: HTMLElement;
  photo: Blob | null = null;
  readonly #preview: HTMLCanvasElement;
  readonly #problem: HTMLParagraphElement;
  readonly #camera: Camera;
  readonly #sources: HTMLElement;
  readonly #open: HTMLButtonElement;
  readonly #choose: HTMLButtonElement;

  constructor(
    readonly step: Step,
    private readonly texts: VerificationTexts,
  ) {
    const problemId = `problem-${step}`;
    const label = texts[step];
    this.#preview = make('canvas', { part: 'preview', role: 'img', ariaLabel: label, hidden: true });
    this.#problem = make('p', { part: 'problem', className: 'problem', id: problemId, hidden: true });
    const file = make('input', {
      type: 'file',
      accept: 'image/jpeg,image/png',
      hidden: true,
      name: step,
      onchange: () => {
        const [chosen] = file.files ?? [];
        if (chosen) void this.take(chosen);
        file.value = ''; // the same file may be chosen again
      },
    });
    this.#open = this.#button(texts.camera, () => void this.#useCamera());
    this.#choose = this.#button(texts.file, () => file.click());
    this.#open.hidden = !Camera.isThere;
    this.#sources = make('div', { className: 'row' }, this.#open, this.#choose);
    this.#camera = new Camera(texts, step === 'FACE' ? 'user' : 'environment', (photo) => {
      this.closeCamera();
      this.#open.focus();
      if (photo) void this.take(photo);
    });
    this.element = make(
      'div',
      { part: 'image', className: 'image', role: 'group', ariaLabel: label },
      make('p', { part: 'label', className: 'label', ariaHidden: 'true' }, label),
      this.#preview,
      this.#camera.element,
      this.#sources,
      file,
      this.#problem,
    );
  }

  /** Whether the photo has to be sent. */
  get isNeeded(): boolean {
    return !this.element.hidden;
  }

  set isNeeded(needed: boolean) {
    this.element.hidden = !needed;
    if (!needed) this.closeCamera();
  }

  /** Shows a problem; an empty text removes it. */
  set problem(text: string) {
    say(this.#problem, text);
  }

  get hasProblem(): boolean {
    return !this.#problem.hidden;
  }

  focus(): void {
    (this.#open.hidden ? this.#choose : this.#open).focus();
  }

  closeCamera(): void {
    this.#camera.close();
    this.#sources.hidden = false;
  }

  /** Shows the photo, unless it is none that can be sent. */
  async take(photo: Blob): Promise<void> {
    const bitmap = (await isPhoto(photo)) ? await createImageBitmap(photo).catch(() => null) : null;
    this.photo = bitmap && photo;
    this.problem = bitmap ? '' : this.texts.notPhoto;
    this.#preview.hidden = !bitmap;
    if (!bitmap) return;
    // a canvas, because a policy of the host may forbid images of blob: addresses
    const scale = Math.min(1, PREVIEW_PIXELS / bitmap.width);
    this.#preview.width = bitmap.width * scale;
    this.#preview.height = bitmap.height * scale;
    this.#preview.getContext('2d')?.drawImage(bitmap, 0, 0, this.#preview.width, this.#preview.height);
    bitmap.close();
  }

  async #useCamera(): Promise<void> {
    this.problem = '';
    try {
      await this.#camera.open();
      this.#sources.hidden = true;
    } catch {
      this.problem = this.texts.noCamera;
      this.#choose.focus();
    }
  }

  #button(label: string, onclick: () => void): HTMLButtonElement {
    const button = make('button', { type: 'button', part: 'button', className: 'quiet', onclick }, label);
    button.setAttribute('aria-describedby', `problem-${this.step}`);
    return button;
  }
}

/** Whether the bytes begin as those of a JPEG or a PNG: names and types of files are often wrong. */
async function isPhoto(file: Blob): Promise<boolean> {
  const start = new Uint8Array(await file.slice(0, 4).arrayBuffer()).join();
  return start.startsWith('255,216,255') || start === '137,80,78,71';
}
