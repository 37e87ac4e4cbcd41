import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import type { AxiosResponse } from 'axios';
import { IdenfyClock } from '../../client/clock.js';
import { ResolvedClientOptions } from '../../client/resolved-client-options.js';
import { isIdenfyError } from '../../errors/is-idenfy-error.js';
import { isLoopbackAddress, isPublicAddress } from './address-ranges.js';
import { guardedLookup } from './guarded-lookup.js';
import { DownloadLimit } from './download-limit.js';
import { brokenMedia, refusedMedia, tooLargeMedia } from './media-failures.js';
import { MediaStream } from './media-stream.js';
import type { MediaTarget } from './media-target.js';

/** A file as it arrives. */
export interface MediaDownload {
  stream: Readable;
  /** As the server calls it; not to be trusted. */
  contentType: string;
  contentLength?: number;
}

const publicLookup = guardedLookup(isPublicAddress);
const localLookup = guardedLookup(isLoopbackAddress);

/** Fetches files from links that passed the fence: without credentials, redirects or a proxy, in bounded size and time. */
@Injectable()
export class MediaDownloads {
  readonly #public = { httpsAgent: new HttpsAgent({ lookup: publicLookup }) };
  readonly #local = {
    httpAgent: new HttpAgent({ lookup: localLookup }),
    httpsAgent: new HttpsAgent({ lookup: localLookup }),
  };

  constructor(
    private readonly http: HttpService,
    private readonly options: ResolvedClientOptions,
    private readonly clock: IdenfyClock,
  ) {}

  /** @throws IdenfyError also through the stream, when the file breaks off, is too large or takes too long */
  async start(target: MediaTarget, signal?: AbortSignal): Promise<MediaDownload> {
    const limit = new DownloadLimit(this.clock, this.options.media.timeoutMs, signal);
    try {
      const response = await this.request(target, limit.signal);
      return this.accept(response, limit);
    } catch (error) {
      limit.close();
      throw isIdenfyError(error) ? error : brokenMedia(error, limit.ended);
    }
  }

  private request({ url, isLocal }: MediaTarget, signal: AbortSignal): Promise<AxiosResponse<Readable>> {
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
      // A proxy would resolve the name in our place, out of reach of the guard.
      proxy: false,
      signal,
    });
  }

  private accept({ status, headers, data }: AxiosResponse<Readable>, limit: DownloadLimit): MediaDownload {
    const { maxBytes } = this.options.media;
    const contentLength = lengthIn(headers['content-length']);
    if (status !== 200 || (contentLength ?? 0) > maxBytes) {
      data.destroy();
      throw status === 200 ? tooLargeMedia() : refusedMedia(status);
    }
    const stream = new MediaStream(data, {
      maxBytes,
      tooLarge: tooLargeMedia,
      asOwnError: (error) => brokenMedia(error, limit.ended),
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
