import { Agent as HttpAgent, ClientRequest } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import type { Readable, Writable } from 'node:stream';
import axios, { type AxiosInstance, type AxiosRequestConfig } from 'axios';
import type { StreamedBody } from './call-options.js';
import { httpsAgent, type ProxyOptions } from './tunnel-agent.js';

/** One request, ready to be sent any number of times. */
export interface PreparedRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly authorization: string;
  /** JSON, or a body that is produced anew for every attempt. */
  readonly body: string | (() => StreamedBody) | undefined;
}

/** An HTTP answer of any status. */
export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly text: string;
  /** The header as it came. */
  readonly retryAfter: string | undefined;
}

/** No answer came, or none that could be read. */
export interface TransportFailure {
  /**
   * `unsent`: no connection was made, so iDenfy knows nothing of the request; `cut`: the connection broke;
   * `aborted`: we gave up; `too-large`, `no-http`: the answer could not be read.
   */
  readonly kind: 'unsent' | 'cut' | 'aborted' | 'too-large' | 'no-http';
  readonly cause: unknown;
}

/**
 * An axios of the library's own. `axios.create()` copies what the host has set on `axios.defaults` (headers, query, login,
 * proxy, adapter), which must reach neither iDenfy nor the image host, so all of it is taken out again. Proxies of the
 * environment are ignored as well.
 */
export function ownAxios(): AxiosInstance {
  const own = axios.create();
  for (const name of Object.keys(own.defaults)) {
    Reflect.deleteProperty(own.defaults, name);
  }
  Object.assign(own.defaults, { adapter: 'http', headers: {}, proxy: false } satisfies AxiosRequestConfig);
  return own;
}

const decoder = new TextDecoder();

const FIXED_CONFIG: AxiosRequestConfig = {
  // Our agents go through the proxy of our own options. One that axios found would get the request itself.
  proxy: false,
  // A redirect would take the credentials, or an image, to wherever it points.
  maxRedirects: 0,
  // Every status is an answer to be read; the time for it is limited by us.
  validateStatus: null,
  responseType: 'arraybuffer',
  maxBodyLength: -1,
  timeout: 0,
  transformRequest: [],
  transformResponse: [],
};

/** Sends one request and reads the answer. Never throws: a failure is a value. */
export async function sendOnce(
  http: AxiosInstance,
  request: PreparedRequest,
  connections: Connections,
  { signal, maxResponseBytes }: { signal: AttemptSignal; maxResponseBytes: number },
): Promise<HttpAnswer | TransportFailure> {
  const streamed = typeof request.body === 'function' ? request.body() : undefined;
  if (streamed?.textEncoding !== undefined) writeTextAs(streamed.textEncoding, streamed.stream);
  try {
    const response = await http.request<Buffer>({
      ...FIXED_CONFIG,
      ...connections.forRequest(streamed !== undefined),
      method: request.method,
      url: request.url,
      data: streamed?.stream ?? request.body,
      headers: headersOf(request, streamed?.contentLength),
      maxContentLength: maxResponseBytes,
      signal,
    });
    abandonUnfinished(response.request);
    return {
      kind: 'answer',
      status: response.status,
      text: decoder.decode(response.data),
      retryAfter: headerText(response.headers['retry-after']),
    };
  } catch (error) {
    return transportFailure(error, signal.aborted);
  } finally {
    streamed?.stream.destroy();
  }
}

/** What a server answers to a request without credentials: it opens no session and spends no request of the hour. */
export interface Probe {
  readonly status: number;
  /** The header as it came. */
  readonly date: string | undefined;
}

/** @throws what the HTTP client throws where no answer comes in time */
export async function probe(
  http: AxiosInstance,
  url: string,
  connections: Connections,
  timeoutMs: number,
): Promise<Probe> {
  const { status, headers } = await http.head(url, {
    ...FIXED_CONFIG,
    ...connections.forRequest(false),
    timeout: timeoutMs,
    signal: AbortSignal.timeout(timeoutMs),
  });
  return { status, date: headerText(headers['date']) };
}

/** axios names no encoding when it pipes a stream, so the default of the connection counts, which serves this upload alone. */
function writeTextAs(encoding: BufferEncoding, stream: Readable): void {
  const pipe = stream.pipe.bind(stream);
  stream.pipe = (destination, options) => {
    destination.once('socket', (socket: Writable) => socket.setDefaultEncoding(encoding));
    return pipe(destination, options);
  };
}

// An answer may come before an upload is complete, as with 413; its connection would wait for the rest without end.
function abandonUnfinished(request: unknown): void {
  if (request instanceof ClientRequest && !request.writableFinished) {
    request.destroy();
  }
}

function headersOf({ authorization, body }: PreparedRequest, contentLength: number | undefined) {
  return {
    Accept: 'application/json',
    Authorization: authorization,
    'User-Agent': 'nestjs-idenfy',
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(contentLength === undefined ? {} : { 'Content-Length': contentLength }),
  };
}

function headerText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

const CONNECTING = new Set(['connect', 'getaddrinfo']);
const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const HANDSHAKE = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH$|EPROTO$)/;

/** What an error of the HTTP client means. Only its code is kept: the error carries the whole request. */
export function transportFailure(error: unknown, isAborted: boolean): TransportFailure {
  if (isAborted) {
    return { kind: 'aborted', cause: undefined };
  }
  const code = text(error, 'code');
  if (text(error, 'message').startsWith('maxContentLength')) {
    return { kind: 'too-large', cause: undefined };
  }
  if (code.startsWith('HPE_')) {
    return { kind: 'no-http', cause: { code } };
  }
  const syscall = text(error, 'syscall') || text(property(error, 'cause'), 'syscall');
  const isUnsent = CONNECTING.has(syscall) || UNREACHABLE.has(code) || HANDSHAKE.test(code);
  return { kind: isUnsent ? 'unsent' : 'cut', cause: { code } };
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown, name: string): string {
  const found = property(value, name);
  return typeof found === 'string' ? found : '';
}

type AbortListener = (event: { type: 'abort' }) => void;

/**
 * Ends one attempt. To axios it is a signal like any other; an AbortController per attempt would cost a tenth of a
 * whole small call.
 */
export class AttemptSignal {
  aborted = false;
  #listener?: AbortListener;

  addEventListener(_type: 'abort', listener: AbortListener): void {
    this.#listener = listener;
  }

  removeEventListener(): void {
    this.#listener = undefined;
  }

  abort(): void {
    this.aborted = true;
    this.#listener?.({ type: 'abort' });
  }
}

/** Below the idle time-outs usual at load balancers, so that we seldom write to a connection they just closed. */
const IDLE_MS = 20_000;

/** The connections of one account. */
export class Connections {
  readonly #http: HttpAgent;
  readonly #https: HttpsAgent;

  // An upload must not be retried once it was cut, so it never starts on a connection that may have died idle.
  readonly #freshHttp: HttpAgent;
  readonly #freshHttps: HttpsAgent;

  constructor({ maxInFlight: maxSockets, ...proxy }: ProxyOptions & { readonly maxInFlight: number }) {
    const kept = { keepAlive: true, maxSockets, maxFreeSockets: maxSockets, timeout: IDLE_MS };
    this.#http = new HttpAgent(kept);
    this.#https = httpsAgent(proxy, kept);
    this.#freshHttp = new HttpAgent({ maxSockets });
    this.#freshHttps = httpsAgent(proxy, { maxSockets });
  }

  /** Agents by the names that axios gives them. */
  forRequest(isUpload: boolean): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } {
    return isUpload
      ? { httpAgent: this.#freshHttp, httpsAgent: this.#freshHttps }
      : { httpAgent: this.#http, httpsAgent: this.#https };
  }

  destroy(): void {
    for (const agent of [this.#http, this.#https, this.#freshHttp, this.#freshHttps]) {
      agent.destroy();
    }
  }
}
