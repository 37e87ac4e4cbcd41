import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { LIMITS } from '../../contract/limits.js';

/** Bytes after which reading on would only feed somebody who never stops. */
const GIVE_UP_AFTER = 5 * LIMITS.processBodyMaxBytes;

/** A body that has arrived. It is decoded and parsed once, when somebody asks. */
export class ReceivedBody {
  private decoded: string | undefined;
  private parsed: { readonly value: unknown } | undefined;

  constructor(
    private readonly bytes: Buffer,
    /** Over iDenfy's limit; then no byte of it was kept. */
    readonly tooLarge: boolean,
  ) {}

  get isEmpty(): boolean {
    return this.bytes.length === 0;
  }

  get isUtf8(): boolean {
    return isUtf8(this.bytes);
  }

  get text(): string {
    return (this.decoded ??= this.bytes.toString('utf8'));
  }

  /** What has been parsed so far; undefined if nobody asked. */
  get parsedJson(): unknown {
    return this.parsed?.value;
  }

  /** @throws {SyntaxError} */
  parseJson(): unknown {
    this.parsed ??= { value: JSON.parse(this.text) };
    return this.parsed.value;
  }
}

/** Reads a body to its end, even one that is too large: an answer in the middle would be lost to most clients. */
export function receiveBody(request: IncomingMessage): Promise<ReceivedBody> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= LIMITS.processBodyMaxBytes) chunks.push(chunk);
      else chunks = [];
      if (length > GIVE_UP_AFTER) request.destroy();
    });
    request.on('end', () => resolve(new ReceivedBody(joined(chunks), length > LIMITS.processBodyMaxBytes)));
    request.on('error', reject);
  });
}

function joined(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
}
