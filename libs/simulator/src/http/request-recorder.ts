import { BoundedLog } from '../bounded-log.js';
import { matchesPath } from './path-pattern.js';

const REMEMBERED = 10_000;

/** Bodies up to this many characters are kept as they came and masked when they are read; that keeps recording cheap. */
const KEPT_WHOLE = 16_384;

/** A request in the record of the simulator, as `GET /_simulator/requests` shows it. */
export interface SimulatedRequest {
  readonly method: string;
  /** With its query; an `authToken` in it is masked. */
  readonly path: string;
  /** Lower-case names; credentials are masked. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed if it was JSON, else text; images are cut, tokens are masked. Null when there was none. */
  readonly body: unknown;
  /** Null when the connection was cut without an answer. */
  readonly status: number | null;
  /** Simulated time, ISO 8601. */
  readonly at: string;
}

/** A request that has been answered or cut. */
export interface AnsweredRequest {
  readonly method: string;
  readonly path: string;
  readonly rawHeaders: readonly string[];
  /** Empty when there was no body. */
  readonly text: string;
  /** The body, if it has been parsed. */
  readonly json: unknown;
  readonly status: number | null;
  /** Simulated time, in milliseconds. */
  readonly at: number;
}

type Kept = Omit<AnsweredRequest, 'json'>;

/** Keeps the last 10,000 requests, and shows them without credentials and images. */
export class RequestRecorder {
  private readonly log = new BoundedLog<Kept>(REMEMBERED);

  add({ json, ...request }: AnsweredRequest): void {
    const text = request.text.length <= KEPT_WHOLE ? request.text : shortened(request.text, json);
    this.log.add({ ...request, text });
  }

  /** Oldest first. @param path only requests to it; a pattern as in {@link matchesPath} */
  list(path?: string): readonly SimulatedRequest[] {
    const all = this.log.all();
    const wanted =
      path === undefined ? all : all.filter((request) => matchesPath(path, pathname(request.path)));
    return wanted.map(describe);
  }

  clear(): void {
    this.log.clear();
  }
}

function pathname(path: string): string {
  const query = path.indexOf('?');
  return query < 0 ? path : path.slice(0, query);
}

// Serialised in either case: a mere slice of the text would keep all of its 20 MB alive.
function shortened(text: string, json: unknown): string {
  return JSON.stringify(json === undefined ? cut(text) : maskedJson(json));
}

function describe(request: Kept): SimulatedRequest {
  return {
    method: request.method,
    path: maskedPath(request.path),
    headers: maskedHeaders(request.rawHeaders),
    body: maskedBody(request.text),
    status: request.status,
    at: new Date(request.at).toISOString(),
  };
}

/** Longest string that is shown whole: URLs have at most 2,048 characters, images far more. */
const LONGEST_SHOWN = 2048;
const SHOWN_OF_LONGER = 40;

const TOKEN_FIELDS: readonly string[] = ['authToken', 'token', 'tokenString'];
const CREDENTIAL_HEADERS: readonly string[] = ['authorization', 'proxy-authorization', 'cookie'];

function maskedPath(path: string): string {
  return path.replace(
    /([?&](?:authToken|token)=)([^&]*)/g,
    (_, name: string, token: string) => name + maskedToken(token),
  );
}

function maskedHeaders(rawHeaders: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    headers[name] = CREDENTIAL_HEADERS.includes(name) ? value.replace(/^(\w+ )?.*$/s, '$1***') : value;
  }
  return headers;
}

function maskedBody(text: string): unknown {
  if (text === '') return null;
  try {
    return maskedJson(JSON.parse(text));
  } catch {
    return cut(text);
  }
}

/** Cuts images to their beginning, and tokens to their first four characters. */
function maskedJson(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cut(value);
  if (typeof value !== 'object' || value === null) return value;
  // iDenfy's requests are not this deep; a deeper value would only exhaust the stack.
  if (depth > 20) return '…';
  if (Array.isArray(value)) return value.map((item) => maskedJson(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      TOKEN_FIELDS.includes(key) && typeof item === 'string'
        ? maskedToken(item)
        : maskedJson(item, depth + 1),
    ]),
  );
}

function cut(text: string): string {
  return text.length <= LONGEST_SHOWN
    ? text
    : `${text.slice(0, SHOWN_OF_LONGER)}… (${text.length} characters)`;
}

function maskedToken(token: string): string {
  return `${token.slice(0, 4)}…`;
}
