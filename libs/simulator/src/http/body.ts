import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { checkTokenRequest, isJsonObject, isKnownIdentifier, LIMITS } from '@nestjs-idenfy/contract';
import { ApiRefusal, badValue } from './answer.js';

/** A client that sends more bytes than this is cut off. */
const GIVE_UP_AFTER = 5 * LIMITS.processBodyMaxBytes;

/** Reads a body to its end, even one that is too large: most clients would miss an answer in the middle of it. */
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

/** The body of a request. It is decoded and parsed once, when it is first needed. */
export class ReceivedBody {
  private decoded: string | undefined;
  private parsed: { readonly value: unknown } | undefined;

  constructor(
    private readonly bytes: Buffer,
    /** Whether it is over iDenfy's limit; its bytes are then not kept. */
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

  /** The parsed body; undefined when it has not been parsed. */
  get parsedJson(): unknown {
    return this.parsed?.value;
  }

  /** @throws {SyntaxError} */
  parseJson(): unknown {
    this.parsed ??= { value: JSON.parse(this.text) };
    return this.parsed.value;
  }
}

/** The JSON body that every call with a body takes. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** @throws {ApiRefusal} in the order of S1: too large, empty, not UTF-8, not JSON, not an object */
export function readJsonObject(body: ReceivedBody): JsonObject {
  if (body.tooLarge) throw new ApiRefusal(413, 'BAD_VALUE', 'The request body is too large.');
  if (body.isEmpty) throw unparsable();
  if (!body.isUtf8) throw new ApiRefusal(400, 'ENCODING_ERROR', 'The request body is not valid UTF-8.');
  const value = parsed(body);
  if (!isJsonObject(value)) throw notAnObject(value);
  return value;
}

function parsed(body: ReceivedBody): unknown {
  try {
    return body.parseJson();
  } catch {
    throw unparsable();
  }
}

function unparsable(): ApiRefusal {
  return new ApiRefusal(400, 'JSON_ERROR', 'An error occurred while parsing/constructing JSON');
}

// The rules of /token include iDenfy's messages for a body that is null, a list or a string.
function notAnObject(value: unknown): ApiRefusal {
  const problem = checkTokenRequest(value);
  return problem !== undefined && isKnownIdentifier(problem.identifier)
    ? new ApiRefusal(400, problem.identifier, problem.message)
    : badValue('Invalid data.');
}
