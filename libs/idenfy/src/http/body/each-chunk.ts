import type { IdenfyUploadError } from '../../errors/idenfy-upload.error.js';
import type { IncomingMessage } from 'node:http';
import { bodyCutShort, bodyEncoded, bodyReadByOthers, bodyTooLarge, bodyTooSlow } from './body-errors.js';
import { discardRest } from './discard-rest.js';
import { rawRequest, type RequestLike } from './request-like.js';

/** How much of a body we take, and how long we wait for it. */
export interface BodyLimits {
  /** Largest body, in bytes. */
  readonly maxBytes: number;
  /** Longest time for the whole body, in milliseconds. @default 10_000 */
  readonly timeoutMs?: number;
  /** Longest silence of the sender, in milliseconds. @default as long as `timeoutMs` */
  readonly silenceMs?: number;
  /** What the sender of a larger body is told. @default the number of bytes */
  readonly tooLarge?: () => IdenfyUploadError;
}

type TakeChunk = (chunk: Buffer) => void;

/**
 * Hands every chunk of the body to `take` as it arrives. Where the body breaks a limit, is cut short or is
 * refused by `take` (by throwing), the rest is thrown away in bounds, so that the answer still gets through.
 *
 * @throws IdenfyUploadError 400 cut short, 408 too slow, 413 too large, 415 compressed
 */
export async function eachChunk(request: RequestLike, limits: BodyLimits, take: TakeChunk): Promise<void> {
  const raw = rawRequest(request);
  refuseByHeaders(raw, limits);
  if (raw.readableDidRead) {
    take(bytesKeptByOthers(request, limits));
    return;
  }
  await readAll(raw, limits, take);
}

/**
 * Refuses a body by what its headers say, before any of it is read.
 *
 * @throws IdenfyUploadError 413 too large, 415 compressed
 */
export function refuseByHeaders(raw: IncomingMessage, limits: BodyLimits): void {
  const { 'content-encoding': encoding = 'identity', 'content-length': length } = raw.headers;
  const isTooLarge = Number(length) > limits.maxBytes;
  if (encoding !== 'identity' || isTooLarge) {
    discardRest(raw);
    throw isTooLarge ? tooLarge(limits) : bodyEncoded();
  }
}

function tooLarge(limits: BodyLimits): IdenfyUploadError {
  return limits.tooLarge?.() ?? bodyTooLarge(limits.maxBytes);
}

function bytesKeptByOthers({ rawBody }: RequestLike, limits: BodyLimits): Buffer {
  if (!Buffer.isBuffer(rawBody)) {
    throw bodyReadByOthers();
  }
  if (rawBody.length > limits.maxBytes) {
    throw tooLarge(limits);
  }
  return rawBody;
}

function readAll(raw: IncomingMessage, limits: BodyLimits, take: TakeChunk): Promise<void> {
  const { maxBytes, timeoutMs = 10_000, silenceMs } = limits;
  return new Promise((resolve, reject) => {
    let length = 0;
    let isOver = false;
    const total = setTimeout(tooSlow, timeoutMs);
    const silence = silenceMs === undefined ? undefined : setTimeout(tooSlow, silenceMs);
    raw.on('data', onData).on('end', onEnd).on('error', onCut).on('close', onCut);
    if (raw.destroyed) {
      onCut();
    }

    function onData(chunk: Buffer): void {
      length += chunk.length;
      silence?.refresh();
      try {
        if (length > maxBytes) {
          throw tooLarge(limits);
        }
        take(chunk);
      } catch (error) {
        giveUp(error);
      }
    }
    function onEnd(): void {
      stop();
      resolve();
    }
    function onCut(): void {
      if (!isOver) giveUp(bodyCutShort());
    }
    function tooSlow(): void {
      giveUp(bodyTooSlow());
    }
    function giveUp(error: unknown): void {
      stop();
      raw.off('data', onData).off('end', onEnd);
      discardRest(raw);
      reject(error);
    }
    function stop(): void {
      isOver = true;
      clearTimeout(total);
      clearTimeout(silence);
    }
  });
}
