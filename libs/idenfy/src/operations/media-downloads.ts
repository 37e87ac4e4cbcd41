import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { finished, type Readable, Transform, type TransformCallback } from 'node:stream';
import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import type { AxiosResponse } from 'axios';
import type { CallEnd } from '../client/outcome.js';
import { ClientOptions } from '../client/client.options.js';
import { IdenfyClock } from '../client/clock.js';
import { transportFailure } from '../client/transport.js';
import { httpsAgent } from '../client/tunnel-agent.js';
import {
  IdenfyApiError,
  IdenfyCancelledError,
  IdenfyContractError,
  IdenfyNetworkError,
  IdenfyTimeoutError,
} from '../errors/call.errors.js';
import { type IdenfyError, isIdenfyError } from '../errors/idenfy.error.js';
import { IdenfyNotFoundError } from '../errors/refusal.errors.js';
import {
  type DownloadTarget,
  ForbiddenAddressError,
  guardedLookup,
  isLoopbackAddress,
  isPublicAddress,
} from './download-guard.js';

/** A file as it arrives. */
export interface MediaDownload {
  /** Fails with an IdenfyError when the file breaks off, is too large or takes too long. */
  stream: Readable;
  /** As the server calls it; not to be trusted. */
  contentType: string;
  /** In bytes, where the server gives it. */
  contentLength?: number;
}

const publicLookup = guardedLookup(isPublicAddress);
const localLookup = guardedLookup(isLoopbackAddress);

/**
 * Downloads files from links that passed `downloadTarget()`: without credentials or redirects, and limited by
 * `media.maxBytes` and `media.timeoutMs`. Through `http.proxy`, where the proxy resolves the name, the list of hosts and
 * their certificates are what guards.
 */
@Injectable()
export class MediaDownloads {
  readonly #public: { readonly httpsAgent: HttpsAgent };
  readonly #local = {
    httpAgent: new HttpAgent({ lookup: localLookup }),
    httpsAgent: new HttpsAgent({ lookup: localLookup }),
  };

  constructor(
    private readonly http: HttpService,
    private readonly options: ClientOptions,
    private readonly clock: IdenfyClock,
  ) {
    const { http: proxy } = options;
    const guarded = proxy.proxy === undefined ? { lookup: publicLookup } : {};
    this.#public = { httpsAgent: httpsAgent(proxy, guarded) };
  }

  /** @throws IdenfyError also through the stream, when the file breaks off, is too large or takes too long */
  async start(target: DownloadTarget, signal?: AbortSignal): Promise<MediaDownload> {
    const limit = new DownloadLimit(this.clock, this.options.media.timeoutMs, signal);
    try {
      const response = await this.request(target, limit.signal);
      return this.accept(response, limit);
    } catch (error) {
      limit.close();
      throw isIdenfyError(error) ? error : brokenDownload(error, limit.ended);
    }
  }

  private request({ url, isLocal }: DownloadTarget, signal: AbortSignal): Promise<AxiosResponse<Readable>> {
    return this.http.axiosRef.request<Readable>({
      ...(isLocal ? this.#local : this.#public),
      url: url.href,
      responseType: 'stream',
      maxRedirects: 0,
      validateStatus: null,
      maxContentLength: -1,
      timeout: 0,
      decompress: false,
      headers: { Accept: '*/*', 'Accept-Encoding': 'identity', 'User-Agent': 'nestjs-idenfy' },
      // a proxy of the environment would see the image
      proxy: false,
      signal,
    });
  }

  private accept({ status, headers, data }: AxiosResponse<Readable>, limit: DownloadLimit): MediaDownload {
    const { maxBytes } = this.options.media;
    const contentLength = lengthIn(headers['content-length']);
    if (status !== 200 || (contentLength ?? 0) > maxBytes) {
      data.destroy();
      throw status === 200 ? fileTooLarge() : noFile(status);
    }
    const stream = new DownloadStream(data, {
      maxBytes,
      asOwnError: (error) => brokenDownload(error, limit.ended),
      onEnd: () => limit.close(),
    });
    const contentType = textIn(headers['content-type']) ?? 'application/octet-stream';
    return { stream, contentType, ...(contentLength !== undefined && { contentLength }) };
  }
}

function textIn(header: unknown): string | undefined {
  return typeof header === 'string' ? header : undefined;
}

function lengthIn(header: unknown): number | undefined {
  const text = textIn(header) ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Ends a download when it takes too long, or when its caller no longer wants it. */
class DownloadLimit {
  readonly #controller = new AbortController();
  readonly #stopTimer: () => void;
  readonly #onCallerAbort = () => this.#end('cancelled');
  #ended?: CallEnd;

  constructor(
    clock: IdenfyClock,
    ms: number,
    private readonly callerSignal: AbortSignal | undefined,
  ) {
    this.#stopTimer = clock.after(ms, () => this.#end('timeout'));
    callerSignal?.addEventListener('abort', this.#onCallerAbort, { once: true });
    if (callerSignal?.aborted) {
      this.#end('cancelled');
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Why it ended early, if it did. */
  get ended(): CallEnd | undefined {
    return this.#ended;
  }

  /** Releases the timer and the caller's signal. */
  close(): void {
    this.#stopTimer();
    this.callerSignal?.removeEventListener('abort', this.#onCallerAbort);
  }

  #end(reason: CallEnd): void {
    this.#ended ??= reason;
    this.#controller.abort();
  }
}

interface DownloadStreamOptions {
  maxBytes: number;
  /** Turns the error that occurred into the one that the reader gets. */
  asOwnError: (error: unknown) => Error;
  /** Called once, however it ends. */
  onEnd: () => void;
}

/** The bytes of one file as they arrive, and no more of them than allowed. */
class DownloadStream extends Transform {
  #length = 0;

  constructor(
    private readonly source: Readable,
    private readonly options: DownloadStreamOptions,
  ) {
    super();
    // It may break before its reader listens, which must not end the process; a later reader gets the error as well.
    this.on('error', () => undefined);
    finished(source, { writable: false }, (error) => {
      if (error) {
        this.destroy(options.asOwnError(error));
      }
    });
    source.pipe(this);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#length += chunk.length;
    if (this.#length > this.options.maxBytes) {
      done(fileTooLarge());
    } else {
      done(null, chunk);
    }
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.source.destroy();
    this.options.onEnd();
    done(error);
  }
}

const operation = { name: 'downloadMedia', takesScanRef: true, emptyAnswer: 'refused' } as const;
const download = { operation: operation.name, attempts: 1 };

/** S3 answers 403 for a link that has expired. */
const GONE: ReadonlySet<number> = new Set([403, 404, 410]);

function fileTooLarge(): IdenfyError {
  return new IdenfyContractError({ ...download, missing: 'an end within the size that is read' });
}

function noFile(status: number): IdenfyError {
  if (GONE.has(status)) {
    return new IdenfyNotFoundError({ message: 'The file is gone, or its link has expired.' });
  }
  return status >= 400
    ? new IdenfyApiError({ operation, status, identifier: null, attempts: 1 })
    : new IdenfyContractError({ ...download, missing: 'a file', status });
}

// No answer came, or it broke off.
function brokenDownload(error: unknown, ended: CallEnd | undefined): IdenfyError {
  if (ended === 'cancelled') {
    return new IdenfyCancelledError(download);
  }
  if (ended === 'timeout') {
    return new IdenfyTimeoutError({ ...download, clock: 'total', retryable: true });
  }
  if (error instanceof Error && error.cause instanceof ForbiddenAddressError) {
    return new IdenfyContractError({ ...download, missing: 'a file at a public address' });
  }
  return new IdenfyNetworkError({
    ...download,
    retryable: true,
    cause: transportFailure(error, false).cause,
  });
}
