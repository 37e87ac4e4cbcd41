import { ClientRequest } from 'node:http';
import type { AxiosInstance, AxiosRequestConfig } from 'axios';
import type { LaneAgents } from './lane-agents.js';
import type { TrySignal } from './try-signal.js';
import { wireFailure } from './wire-failure.js';
import type { WireAnswer, WireFailure, WireRequest } from './wire.js';

const decoder = new TextDecoder();

const FIXED_CONFIG: AxiosRequestConfig = {
  // A redirect would take the credentials, or a picture, to wherever it points.
  maxRedirects: 0,
  // Every status is an answer to be read; the time for it is limited by us.
  validateStatus: null,
  responseType: 'arraybuffer',
  maxBodyLength: -1,
  timeout: 0,
  transformRequest: [],
  transformResponse: [],
};

/** Sends one request and reads whatever comes back. Never throws: what went wrong is a value. */
export async function sendOnce(
  axios: AxiosInstance,
  request: WireRequest,
  agents: LaneAgents,
  { signal, maxResponseBytes }: { signal: TrySignal; maxResponseBytes: number },
): Promise<WireAnswer | WireFailure> {
  const streamed = typeof request.body === 'function' ? request.body() : undefined;
  try {
    const response = await axios.request<Buffer>({
      ...FIXED_CONFIG,
      ...agents.forRequest(streamed !== undefined),
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
    return wireFailure(error, signal.aborted);
  } finally {
    streamed?.stream.destroy();
  }
}

// An answer may come before an upload is through, as with 413; its connection would wait for the rest for ever.
function abandonUnfinished(request: unknown): void {
  if (request instanceof ClientRequest && !request.writableFinished) {
    request.destroy();
  }
}

function headersOf({ authorization, body }: WireRequest, contentLength: number | undefined) {
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
