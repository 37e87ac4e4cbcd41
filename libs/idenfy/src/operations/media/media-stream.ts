import { finished, type Readable, Transform, type TransformCallback } from 'node:stream';

/** What a stream of media needs to know. */
export interface MediaStreamOptions {
  maxBytes: number;
  /** Makes the error that the reader gets out of the one that occurred. */
  asOwnError: (error: unknown) => Error;
  tooLarge: () => Error;
  /** Called once, however it ends. */
  onEnd: () => void;
}

/** The bytes of one file as they arrive, and no more of them than allowed. */
export class MediaStream extends Transform {
  #length = 0;

  constructor(
    private readonly source: Readable,
    private readonly options: MediaStreamOptions,
  ) {
    super();
    // It may break before its reader listens, which must not end the process; whoever reads later gets the error.
    this.on('error', () => undefined);
    finished(source, { writable: false }, (error) => {
      if (error) {
        this.destroy(options.asOwnError(error));
      }
    });
    source.pipe(this);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.#length += chunk.length;
    if (this.#length > this.options.maxBytes) {
      callback(this.options.tooLarge());
    } else {
      callback(null, chunk);
    }
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.source.destroy();
    this.options.onEnd();
    callback(error);
  }
}
