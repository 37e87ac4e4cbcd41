import { LIMITS } from '@nestjs-idenfy/contract';
import { Injectable, type Provider } from '@nestjs/common';
import { IdenfyClock } from '../../client/clock.js';
import { IdenfyConflictError } from '../../errors/refusal.errors.js';
import { imagesTooLarge } from '../../operations/image-errors.js';
import { type BodyPlace, noRoomForBody, RETRY_AFTER_SECONDS } from '../body/body-budget.js';
import { bodyOfOtherType } from '../body/body-errors.js';
import {
  type BodyLimits,
  discardRest,
  isJson,
  mediaType,
  rawRequest,
  refuseByHeaders,
  type RequestLike,
} from '../body/read-body.js';
import { readJsonUpload } from './json-upload.js';
import { readMultipartUpload } from './multipart-upload.js';
import { type DocumentUpload, UploadDraft, type UploadRules } from './upload-draft.js';
import { BlockPool, type Lease } from './upload-memory.js';

/**
 * How much memory and time document uploads may take. Replace it by dependency injection:
 * `{ provide: DocumentUploadSettings, useValue: { ...new DocumentUploadSettings(), maxWaiting: 10 } }`.
 */
export class DocumentUploadSettings {
  /**
   * Bytes that all uploads may hold together while they are read and sent. They count as they arrive; where they are used
   * up, senders wait, except the one that began first. Three or four of the largest uploads fit, and dozens of ordinary
   * ones.
   */
  readonly maxBytesAtOnce: number = 60_000_000;

  /** Uploads that may wait; further ones are refused with 503. */
  readonly maxWaiting: number = 100;

  /** Longest wait, in milliseconds; then 503. */
  readonly maxWaitMs: number = 30_000;

  /** Longest time for a body to arrive, in milliseconds, waits apart. */
  readonly timeoutMs: number = 120_000;

  /** Longest silence of a sender, in milliseconds: a sender that is gone must not hold memory that others wait for. */
  readonly silenceMs: number = 10_000;

  /** Bytes a second that a sender must reach, on average over each `silenceMs`; a slower one is cut off (408). */
  readonly minBytesPerSecond: number = 4_000;

  /** Whether `documentType` is required. iDenfy's newest edition detects it; the reference does not mention that. */
  readonly requiresDocumentType: boolean = true;
}

/** The place of one upload: what it holds, and the rest of it that may still arrive. */
class UploadPlace implements BodyPlace {
  taken = 0;
  /** Whether more of the body may arrive. */
  isReading = true;
  /** Lets the sender go on. */
  admit: (() => void) | undefined;

  constructor(
    private readonly expected: number,
    private readonly grow: (bytes: number) => Promise<void> | undefined,
  ) {}

  get missing(): number {
    return Math.max(0, this.expected - this.taken);
  }

  take(bytes: number): Promise<void> | undefined {
    this.taken += bytes;
    return this.grow(bytes);
  }
}

/**
 * Lets uploads share the memory set aside for them. Room for the rest of the upload that began first is kept, so that it
 * never waits for those that wait for it; all others take what is left, so that a slow sender keeps no one out.
 */
@Injectable()
export class UploadAdmission {
  /** In the order in which they began. */
  readonly #places = new Set<UploadPlace>();
  #taken = 0;
  #sent = 0;
  #waiting = 0;

  constructor(
    private readonly settings: DocumentUploadSettings,
    private readonly clock: IdenfyClock,
  ) {}

  /** Uploads that are waiting. */
  get waiting(): number {
    return this.#waiting;
  }

  /**
   * Reads and uses an upload, whose bytes count until both have ended.
   *
   * @param expected bytes of the whole body
   * @throws IdenfyUnavailableError 503: too many are waiting, or the wait was too long
   */
  async run<Upload, Result>(
    expected: number,
    read: (place: BodyPlace) => Promise<Upload>,
    use: (upload: Upload) => Promise<Result>,
  ): Promise<Result> {
    const place: UploadPlace = new UploadPlace(expected, (bytes) => this.#grow(place, bytes));
    this.#places.add(place);
    try {
      const upload = await read(place);
      place.isReading = false;
      this.#sent += 1;
      this.#admitWaiting();
      return await use(upload);
    } finally {
      this.#places.delete(place);
      if (!place.isReading) this.#sent -= 1;
      this.#taken -= place.taken;
      this.#admitWaiting();
    }
  }

  #grow(place: UploadPlace, bytes: number): Promise<void> | undefined {
    this.#taken += bytes;
    return this.#hasRoomFor(place) ? undefined : this.#waitForRoom(place);
  }

  #hasRoomFor(place: UploadPlace): boolean {
    const first = this.#firstReading();
    if (first !== undefined && place !== first) {
      return this.#taken + first.missing <= this.settings.maxBytesAtOnce;
    }
    // those that are read may wait for this one; those that are sent to iDenfy end by themselves
    return this.#sent === 0 || this.#taken <= this.settings.maxBytesAtOnce;
  }

  #firstReading(): UploadPlace | undefined {
    for (const place of this.#places) if (place.isReading) return place;
    return undefined;
  }

  #waitForRoom(place: UploadPlace): Promise<void> {
    if (this.#waiting >= this.settings.maxWaiting) {
      throw noRoomForBody();
    }
    this.#waiting += 1;
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.#waiting -= 1;
        place.admit = undefined;
        stopTimer();
      };
      const stopTimer = this.clock.after(this.settings.maxWaitMs, () => {
        end();
        reject(noRoomForBody());
      });
      place.admit = () => {
        end();
        resolve();
      };
    });
  }

  #admitWaiting(): void {
    for (const place of this.#places) {
      if (place.admit !== undefined && this.#hasRoomFor(place)) place.admit();
    }
  }
}

type ReadUpload = (
  request: RequestLike,
  place: BodyPlace,
  limits: BodyLimits,
  draft: UploadDraft,
) => Promise<void>;

/** iDenfy accepts 20 MB of Base64; escapes and white space add to that on the way to us. */
const JSON_MAX_BYTES = LIMITS.processBodyMaxBytes * 1.2;

/** The same images as bytes, and the headers of their parts. */
const FORM_MAX_BYTES = LIMITS.processBodyMaxBytes * 0.75 + 50_000;

/** Reads document uploads, which are sent to us instead of being made on iDenfy's own page. */
@Injectable()
export class DocumentUploadReader {
  /** Ids of the verifications whose upload is under way in this process. */
  readonly #underWay = new Set<string>();

  constructor(
    private readonly settings: DocumentUploadSettings,
    private readonly admission: UploadAdmission,
    private readonly memory: BlockPool,
  ) {}

  /**
   * Reads the body, JSON or form, as there is memory for it, and passes the upload to `use`. Its images are valid until
   * `use` has ended: by then, no write of them may be pending.
   *
   * @param verificationId has one upload at a time
   * @throws IdenfyConflictError `UPLOAD_UNDER_WAY`; the body was not read
   * @throws IdenfyValidationError 400 naming the field
   * @throws IdenfyUploadError 400 naming the image, 408, 413, 415
   * @throws IdenfyUnavailableError 503 too many uploads at the moment
   */
  async read<T>(
    request: RequestLike,
    verificationId: string,
    use: (upload: DocumentUpload) => Promise<T>,
    rules: UploadRules = {},
  ): Promise<T> {
    const raw = rawRequest(request);
    try {
      const { maxBytes, read } = formatOf(request);
      const limits = { ...this.settings, maxBytes, tooLarge: imagesTooLarge };
      refuseByHeaders(raw, limits);
      const announced = Number(raw.headers['content-length'] ?? maxBytes);
      return await this.alone(verificationId, () =>
        this.inMemory((lease) =>
          this.admission.run(
            announced,
            async (place) => {
              const draft = new UploadDraft(lease, rules);
              await read(request, place, limits, draft);
              return draft.finish(this.settings);
            },
            use,
          ),
        ),
      );
    } catch (error) {
      if (!raw.readableDidRead) {
        discardRest(raw);
      }
      throw error;
    }
  }

  private async alone<T>(verificationId: string, work: () => Promise<T>): Promise<T> {
    if (this.#underWay.has(verificationId)) {
      throw new IdenfyConflictError({
        identifier: 'UPLOAD_UNDER_WAY',
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    }
    this.#underWay.add(verificationId);
    try {
      return await work();
    } finally {
      this.#underWay.delete(verificationId);
    }
  }

  private async inMemory<T>(work: (lease: Lease) => Promise<T>): Promise<T> {
    const lease = this.memory.lease();
    try {
      const result = await work(lease);
      lease.close();
      return result;
    } finally {
      lease.abandon();
    }
  }
}

/** @throws IdenfyUploadError 415 */
function formatOf(request: RequestLike): { maxBytes: number; read: ReadUpload } {
  const type = mediaType(request);
  if (isJson(type)) {
    return { maxBytes: JSON_MAX_BYTES, read: readJsonUpload };
  }
  if (type === 'multipart/form-data') {
    return { maxBytes: FORM_MAX_BYTES, read: readMultipartUpload };
  }
  throw bodyOfOtherType('application/json or multipart/form-data');
}

/** The providers of the documents route, besides `IdenfyClock`. */
export const documentUploadProviders: Provider[] = [
  DocumentUploadSettings,
  BlockPool,
  UploadAdmission,
  DocumentUploadReader,
];
