import { make } from './dom.js';
import type { VerificationTexts } from './texts/en.js';

/** A live picture of the camera, from which one photo is taken. */
export class Camera {
  readonly element: HTMLElement;
  readonly #video = make('video', { part: 'camera', autoplay: true, muted: true, playsInline: true });
  readonly #shoot: HTMLButtonElement;
  #stream: MediaStream | null = null;
  #opened = 0;

  /** @param took called with the photo, or with null when the person cancels */
  constructor(
    texts: VerificationTexts,
    private readonly facingMode: 'user' | 'environment',
    took: (photo: Blob | null) => void,
  ) {
    this.#shoot = make('button', {
      type: 'button',
      part: 'button',
      onclick: () => void this.#photo().then(took),
      textContent: texts.shoot,
    });
    const cancel = make('button', {
      type: 'button',
      part: 'button',
      className: 'quiet',
      onclick: () => took(null),
      textContent: texts.cancel,
    });
    this.element = make('div', { hidden: true }, this.#video);
    this.element.append(make('div', { className: 'row' }, this.#shoot, cancel));
  }

  static get isThere(): boolean {
    return 'mediaDevices' in navigator; // not on pages without TLS
  }

  /** Asks the person for the camera, and shows it. @throws when it cannot be used */
  async open(): Promise<void> {
    const opened = ++this.#opened;
    const ideal = { facingMode: this.facingMode, width: { ideal: 1920 }, height: { ideal: 1080 } };
    const stream = await navigator.mediaDevices.getUserMedia({ video: ideal });
    if (opened !== this.#opened) return stop(stream); // closed while the person was asked
    this.#stream = stream;
    this.#video.srcObject = stream;
    await this.#video.play(); // before the first picture there is nothing to take
    this.element.hidden = false;
    this.#shoot.focus();
  }

  close(): void {
    this.#opened++;
    stop(this.#stream);
    this.#stream = null;
    this.#video.srcObject = null;
    this.element.hidden = true;
  }

  async #photo(): Promise<Blob | null> {
    const { videoWidth: width, videoHeight: height } = this.#video;
    const canvas = make('canvas', { width, height });
    canvas.getContext('2d')?.drawImage(this.#video, 0, 0);
    return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
  }
}

function stop(stream: MediaStream | null): void {
  stream?.getTracks().forEach((track) => track.stop());
}
