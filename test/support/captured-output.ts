import { format } from 'node:util';

const METHODS = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;

/** Everything this process says on its console and its streams, kept instead of shown. */
export class CapturedOutput {
  #text: string[] = [];
  readonly #restore: (() => void)[] = [];

  static start(): CapturedOutput {
    return new CapturedOutput();
  }

  private constructor() {
    for (const stream of [process.stdout, process.stderr]) {
      const write = stream.write.bind(stream);
      stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
        this.#text.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
        const done = rest.find((one) => typeof one === 'function');
        if (done) queueMicrotask(() => (done as () => void)());
        return true;
      };
      this.#restore.push(() => (stream.write = write));
    }
    for (const method of METHODS) {
      const { [method]: original } = console;
      console[method] = (...values: unknown[]) => void this.#text.push(format(...values));
      this.#restore.push(() => (console[method] = original));
    }
  }

  get text(): string {
    return this.#text.join('\n');
  }

  stop(): string {
    for (const restore of this.#restore.splice(0)) restore();
    return this.text;
  }
}
