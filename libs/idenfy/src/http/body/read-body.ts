import type { IncomingMessage } from 'node:http';
import type { IdenfyUploadError } from '../../errors/refusal.errors.js';
import type { BodyPlace, SharedPlace } from './body-budget.js';
import { bodyCutShort, bodyEncoded, bodyReadBefore, bodyTooLarge, bodyTooSlow } from './body-errors.js';

/** The request that Nest passes to handlers: on Express Node's own, on Fastify with Node's as `raw`. */
export type RequestLike = (IncomingMessage | { readonly raw: IncomingMessage }) & {
  /** Set where code before ours has read the body and kept it (Cloud Functions; a parser that cannot be bypassed). */
  readonly rawBody?: unknown;
};

/** Node's own request. */
export function rawRequest(request: RequestLike): IncomingMessage {
  return 'raw' in request ? request.raw : request;
}

/** The request's media type in lower case, without parameters; empty when there is none. */
export function mediaType(request: RequestLike): string {
  const [type = ''] = (rawRequest(request).headers['content-type'] ?? '').split(';', 1);
  return type.trim().toLowerCase();
}

/** `application/json`, or a type built on it (RFC 6839). */
export function isJson(type: string): boolean {
  return type === 'application/json' || /^application\/[\w.+-]+\+json$/.test(type);
}

/** How large a body may be, and how long it may take. */
export interface BodyLimits {
  /** Largest body, in bytes. */
  readonly maxBytes: number;
  /** Longest time for the whole body, in milliseconds; waits for room do not count. @default 10_000 */
  readonly timeoutMs?: number;
  /** Longest silence of the sender, in milliseconds. @default as long as `timeoutMs` */
  readonly silenceMs?: number;
  /** Bytes a second that a sender must reach, on average over each `silenceMs`. @default 0 */
  readonly minBytesPerSecond?: number;
  /** The error for a larger body. @default one with the number of bytes */
  readonly tooLarge?: () => IdenfyUploadError;
}

/**
 * The whole body, exactly as it was sent, in pieces that are valid until the place is left.
 *
 * @param place counts and keeps the bytes; the caller leaves it when the body is not needed any more
 * @throws IdenfyUploadError 400 cut short, 408 too slow, 413 too large, 415 compressed
 * @throws IdenfyUnavailableError 503 no room
 */
export async function readPieces(
  request: RequestLike,
  place: SharedPlace,
  limits: BodyLimits,
): Promise<readonly Buffer[]> {
  await eachChunk(request, place, limits, (chunk) => place.keep(chunk));
  return place.pieces();
}

type TakeChunk = (chunk: Buffer) => void;

/**
 * Passes each chunk of the body to `take` as it arrives. When the body exceeds a limit, is cut short or `take` throws, the
 * rest is discarded within bounds, so that the answer still arrives.
 *
 * @param place counts the bytes; the caller leaves it when nothing of the body is needed any more
 * @throws IdenfyUploadError 400 cut short, 408 too slow, 413 too large, 415 compressed
 * @throws IdenfyUnavailableError 503 no room
 */
export async function eachChunk(
  request: RequestLike,
  place: BodyPlace,
  limits: BodyLimits,
  take: TakeChunk,
): Promise<void> {
  const raw = rawRequest(request);
  refuseByHeaders(raw, limits);
  if (raw.readableDidRead) {
    const bytes = bytesReadBefore(request, limits);
    await place.take(bytes.length);
    take(bytes);
    return;
  }
  await readChunks(raw, place, limits, take);
}

/**
 * Refuses a body by its headers, before any of it is read.
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

function bytesReadBefore({ rawBody }: RequestLike, limits: BodyLimits): Buffer {
  if (!Buffer.isBuffer(rawBody)) {
    throw bodyReadBefore();
  }
  if (rawBody.length > limits.maxBytes) {
    throw tooLarge(limits);
  }
  return rawBody;
}

function readChunks(
  raw: IncomingMessage,
  place: BodyPlace,
  limits: BodyLimits,
  take: TakeChunk,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let length = 0;
    const pace = new Pace(limits, () => giveUp(bodyTooSlow()));
    place.withdraw = giveUp;
    raw.on('data', onData).on('end', onEnd).on('error', onCut).on('close', onCut);
    if (raw.destroyed) {
      onCut();
    }

    function onData(chunk: Buffer): void {
      length += chunk.length;
      pace.arrived(chunk.length);
      try {
        if (length > limits.maxBytes) {
          throw tooLarge(limits);
        }
        const room = place.take(chunk.length);
        take(chunk);
        if (room !== undefined) {
          waitFor(room);
        }
      } catch (error) {
        giveUp(error);
      }
    }
    function waitFor(room: Promise<void>): void {
      raw.pause();
      pace.pause();
      room.then(() => {
        if (pace.isOver) return;
        pace.resume();
        raw.resume();
      }, giveUp);
    }
    function onEnd(): void {
      stop();
      resolve();
    }
    function onCut(): void {
      if (!pace.isOver) giveUp(bodyCutShort());
    }
    function giveUp(error: unknown): void {
      if (pace.isOver) return;
      stop();
      raw.off('data', onData).off('end', onEnd);
      discardRest(raw);
      reject(error);
    }
    function stop(): void {
      pace.end();
      place.withdraw = undefined;
    }
  });
}

/** Whether a sender keeps the time limits of a body. */
class Pace {
  readonly #windowMs: number;
  readonly #bytesPerMs: number;
  #leftMs: number;
  #bytes = 0;
  #begunAt = 0;
  #timer: NodeJS.Timeout | undefined;
  isOver = false;

  constructor(
    { timeoutMs = 10_000, silenceMs = timeoutMs, minBytesPerSecond = 0 }: BodyLimits,
    private readonly tooSlow: () => void,
  ) {
    this.#leftMs = timeoutMs;
    this.#windowMs = silenceMs;
    this.#bytesPerMs = minBytesPerSecond / 1_000;
    this.resume();
  }

  arrived(bytes: number): void {
    this.#bytes += bytes;
  }

  resume(): void {
    this.#bytes = 0;
    this.#begunAt = performance.now();
    const ms = Math.min(this.#windowMs, this.#leftMs);
    this.#timer = setTimeout(() => this.#check(ms), ms);
  }

  pause(): void {
    clearTimeout(this.#timer);
    this.#leftMs -= performance.now() - this.#begunAt;
  }

  end(): void {
    this.isOver = true;
    clearTimeout(this.#timer);
  }

  #check(ms: number): void {
    this.pause();
    if (ms < this.#windowMs || this.#leftMs <= 0 || this.#bytes < Math.max(1, this.#bytesPerMs * ms)) {
      this.tooSlow();
    } else {
      this.resume();
    }
  }
}

const DISCARD_MAX_BYTES = 64 * 1024 * 1024;
const DISCARD_MAX_MS = 5_000;

/**
 * Reads the rest of a refused body and discards it. A connection closed with unread bytes is reset, and the sender,
 * still busy sending, would never see the answer. After a few seconds or megabytes the connection is cut.
 */
export function discardRest(request: IncomingMessage): void {
  if (request.readableEnded || request.destroyed) {
    return;
  }
  let room = DISCARD_MAX_BYTES;
  const cutOff = (): void => void request.destroy();
  const timer = setTimeout(cutOff, DISCARD_MAX_MS).unref();
  const stop = (): void => clearTimeout(timer);
  request
    .on('data', (chunk: Buffer) => {
      room -= chunk.length;
      if (room < 0) {
        cutOff();
      }
    })
    .on('error', stop)
    .on('end', stop)
    .on('close', stop)
    .resume(); // the sender may be waiting for room
}
