import { Dicer } from '@fastify/busboy';
import { bodyInvalid } from '../../body/body-errors.js';

const MAX_PARTS = 30;
const MAX_HEADERS_OF_PART = 10;

/** Header name in lower case → its values. */
export type PartHeaders = Readonly<Record<string, readonly string[] | undefined>>;

/** Somebody who wants the bytes of one part. */
export interface PartSink {
  take(bytes: Buffer): void;
  finish(): void;
}

/**
 * The framing of a multipart body. Parts end a little after the chunk they end in, so what a sink refuses is
 * thrown by the next `write()`, or by `end()`.
 */
export class Form {
  readonly #dicer: Dicer;
  readonly #finished: Promise<void>;
  readonly #ends: Promise<void>[] = [];
  #failure?: unknown;

  constructor(
    boundary: string,
    private readonly sinkFor: (headers: PartHeaders) => PartSink,
  ) {
    this.#dicer = new Dicer({ boundary, maxHeaderPairs: MAX_HEADERS_OF_PART });
    this.#dicer.on('part', (part) => this.#receive(part)).on('error', () => this.#fail(brokenForm()));
    // Comes as soon as the last boundary was seen, which may be before `end()`.
    this.#finished = new Promise((resolve) => this.#dicer.once('finish', resolve));
  }

  write(chunk: Buffer): void {
    this.#dicer.write(chunk);
    this.#throwFailure();
  }

  /** Resolves when every part has ended. */
  async end(): Promise<void> {
    this.#dicer.end();
    await this.#finished;
    await Promise.all(this.#ends);
    this.#throwFailure();
  }

  #receive(part: Dicer.PartStream): void {
    let sink: PartSink | undefined;
    if (this.#ends.push(new Promise((resolve) => part.once('close', resolve))) > MAX_PARTS) {
      this.#fail(bodyInvalid(`The form has more than ${MAX_PARTS} parts.`));
    }
    part
      .on('header', (headers) => this.#unlessFailed(() => (sink = this.sinkFor(headers as PartHeaders))))
      .on('data', (bytes) => this.#unlessFailed(() => sink?.take(bytes as Buffer)))
      .on('end', () => this.#unlessFailed(() => finish(sink)))
      .on('error', () => this.#fail(brokenForm()));
  }

  #unlessFailed(work: () => void): void {
    if (this.#failure === undefined) {
      try {
        work();
      } catch (error) {
        this.#fail(error);
      }
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) {
      throw this.#failure;
    }
  }
}

/** 400: a part that does not say what it is. */
export function namelessPart(): Error {
  return bodyInvalid('Every part of the form must be form-data with a name, and not encoded.');
}

function finish(sink: PartSink | undefined): void {
  if (sink === undefined) {
    throw namelessPart();
  }
  sink.finish();
}

function brokenForm(): Error {
  return bodyInvalid('The body must be a complete form (multipart/form-data).');
}
