import createClient, { type Client } from 'openapi-fetch';
import { IdenfyRequestError } from './request-error.js';
import type { paths } from './rest-api.js';

/** Names and values of headers. Not the DOM's `HeadersInit`, which programs for Node.js do not have. */
type HeaderValues = Headers | Readonly<Record<string, string>>;

/** Headers of a login: fixed, or asked for before each request. */
export type IdenfyHeaders = HeaderValues | ((reason: HeadersReason) => HeaderValues | Promise<HeaderValues>);

/** Why headers are asked for. */
export interface HeadersReason {
  /** Whether the service refused the login of the headers given before: renew it. */
  readonly renew: boolean;
}

/** Where the service is, and how to log in. */
export interface IdenfyConnection {
  /** The address of the routes, such as `/idenfy`. Outside of browsers with its origin: `https://api.example.com/idenfy`. */
  readonly baseUrl: string;

  /**
   * Headers of each request, such as `authorization`. A function is asked before each request, and again with
   * `renew: true` after a 401; the request is then sent once more.
   * @default none: the login is a cookie
   */
  readonly headers?: IdenfyHeaders;

  /** Whether cookies are sent to another origin. @default 'same-origin' */
  readonly credentials?: 'omit' | 'same-origin' | 'include';

  /** Replaces `fetch`. @default globalThis.fetch */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** Sends one request. */
export type Send = (request: Request) => Promise<Response>;

/** The routes, typed by `openapi.json`, with the login of the connection. */
export class Rest {
  readonly routes: Client<paths>;
  readonly #connection: IdenfyConnection;
  #renew = false;

  constructor(connection: IdenfyConnection) {
    const { baseUrl, credentials = 'same-origin', fetch: send = sendByFetch } = connection;
    this.#connection = connection;
    this.routes = createClient<paths>({
      baseUrl,
      credentials,
      fetch: (request) => this.send(request, send),
    });
  }

  /** Makes the next request ask for new headers: the service has refused the last ones. */
  renewLogin(): void {
    this.#renew = true;
  }

  /** Sends a request with the headers of the login, and once more with renewed ones after a 401. */
  async send(request: Request, send: Send): Promise<Response> {
    const renewable = typeof this.#connection.headers === 'function' && !this.#renew;
    const again = renewable ? request.clone() : null;
    const response = await send(await this.#withHeaders(request));
    if (response.status !== 401 || !again) return response;
    this.renewLogin();
    return send(await this.#withHeaders(again));
  }

  async #withHeaders(request: Request): Promise<Request> {
    const { headers = {} } = this.#connection;
    const renew = this.#renew;
    this.#renew = false;
    const given = typeof headers === 'function' ? await headers({ renew }) : headers;
    new Headers(given).forEach((value, name) => request.headers.set(name, value));
    // no form of another site can send it: the service refuses changes without it where the option `csrf` is on
    if (request.method !== 'GET') request.headers.set('x-idenfy-client', 'browser');
    return request;
  }
}

const sendByFetch: Send = (request) => fetch(request);

interface Result<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * A successful answer.
 *
 * @throws IdenfyRequestError for every other answer, and when none arrived
 */
export async function succeeded<R extends Result<unknown>>(call: Promise<R>): Promise<R> {
  const result = await call.catch((failure: unknown) => {
    throw notAnswered(failure);
  });
  if (!result.response.ok) throw IdenfyRequestError.of(result.response, result.error);
  return result;
}

/**
 * The body of a successful answer.
 *
 * @throws IdenfyRequestError for every other answer, and when none arrived
 */
export async function answered<T>(call: Promise<Result<T>>): Promise<T> {
  const { data } = await succeeded(call);
  if (data === undefined) throw notOurs();
  return data;
}

/** An answer that our routes do not give, such as the page of a development server. */
export function notOurs(cause?: unknown): IdenfyRequestError {
  const message = 'The answer is not one of the routes: does baseUrl lead to them?';
  return new IdenfyRequestError(0, message, { retryable: false, ...(cause !== undefined && { cause }) });
}

function notAnswered(failure: unknown): unknown {
  if (failure instanceof SyntaxError) return notOurs(failure);
  // what `fetch` throws without an answer; everything else comes from the function `headers`, or is an abort
  return failure instanceof TypeError
    ? new IdenfyRequestError(0, 'No answer arrived.', { cause: failure })
    : failure;
}
