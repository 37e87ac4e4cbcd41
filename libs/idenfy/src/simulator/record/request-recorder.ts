import { matchesPath } from '../faults/path-pattern.js';
import { BoundedLog } from './bounded-log.js';
import { cut, maskedHeaders, maskedJson, maskedPath } from './mask.js';
import type { SimulatedRequest } from './request-record.js';

const REMEMBERED = 10_000;

/** Bodies up to this many characters are kept as they came and masked when somebody looks; that keeps recording cheap. */
const KEPT_WHOLE = 16_384;

/** A request that has been answered, or cut. */
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

/** The last 10,000 requests, without what must not be shown. */
export class RequestRecorder {
  private readonly log = new BoundedLog<Kept>(REMEMBERED);

  add({ json, ...request }: AnsweredRequest): void {
    const text = request.text.length <= KEPT_WHOLE ? request.text : shortened(request.text, json);
    this.log.add({ ...request, text });
  }

  /** Oldest first; only those to one path if it is given. */
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

function describe(request: Kept): SimulatedRequest {
  return {
    method: request.method,
    path: maskedPath(request.path),
    headers: maskedHeaders(request.rawHeaders),
    body: bodyOf(request.text),
    status: request.status,
    at: new Date(request.at).toISOString(),
  };
}

// Serialised in either case: a mere slice of the text would keep all of its 20 MB alive.
function shortened(text: string, json: unknown): string {
  return JSON.stringify(json === undefined ? cut(text) : maskedJson(json));
}

function bodyOf(text: string): unknown {
  if (text === '') return null;
  try {
    return maskedJson(JSON.parse(text));
  } catch {
    return cut(text);
  }
}

function pathname(path: string): string {
  const query = path.indexOf('?');
  return query < 0 ? path : path.slice(0, query);
}
