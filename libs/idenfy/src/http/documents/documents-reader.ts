import { Injectable } from '@nestjs/common';
import { LIMITS } from '../../contract/limits.js';
import { imagesTooLarge } from '../../operations/direct-processing/image-errors.js';
import { bodyOfOtherType } from '../body/body-errors.js';
import { discardRest } from '../body/discard-rest.js';
import { type BodyLimits, refuseByHeaders } from '../body/each-chunk.js';
import { isJson, mediaType } from '../body/media-type.js';
import { rawRequest, type RequestLike } from '../body/request-like.js';
import { DocumentsSettings } from './documents-settings.js';
import type { DocumentsUpload } from './documents-upload.js';
import { readJsonUpload } from './json/read-json-upload.js';
import { readMultipartUpload } from './multipart/read-multipart-upload.js';
import { BlockPool } from './memory/block-pool.js';
import type { Lease } from './memory/lease.js';
import { UploadAdmission } from './upload-admission.js';
import { type ReadOptions, UploadDraft } from './upload-draft.js';

type ReadUpload = (request: RequestLike, limits: BodyLimits, draft: UploadDraft) => Promise<void>;

/** iDenfy takes 20 MB of Base64; escapes and white space may add to that on the way to us. */
const JSON_MAX_BYTES = LIMITS.processBodyMaxBytes * 1.2;

/** The same pictures as bytes, and the headers of their parts. */
const FORM_MAX_BYTES = LIMITS.processBodyMaxBytes * 0.75 + 50_000;

/** Reads the pictures that are sent to us instead of to iDenfy's own page. */
@Injectable()
export class DocumentsReader {
  constructor(
    private readonly settings: DocumentsSettings,
    private readonly admission: UploadAdmission,
    private readonly memory: BlockPool,
  ) {}

  /**
   * Reads the body, JSON or form, when it is its turn, and hands the upload to `use`. Its pictures are in memory,
   * and good until `use` has ended: nothing of them may be on its way anywhere then.
   *
   * @throws IdenfyValidationError 400 naming the field
   * @throws IdenfyUploadError 400 naming the picture, 408, 413, 415
   * @throws IdenfyUnavailableError 503 too many uploads at the moment; the body was not read
   */
  async read<T>(
    request: RequestLike,
    use: (upload: DocumentsUpload) => Promise<T>,
    options: ReadOptions = {},
  ): Promise<T> {
    const raw = rawRequest(request);
    try {
      const { maxBytes, read } = formatOf(request);
      const limits = { ...this.settings, maxBytes, tooLarge: imagesTooLarge };
      refuseByHeaders(raw, limits);
      const announced = Number(raw.headers['content-length'] ?? maxBytes);
      return await this.admission.run(announced, () =>
        this.inMemory(async (lease) => {
          const draft = new UploadDraft(lease, options);
          await read(request, limits, draft);
          return use(draft.finish(this.settings));
        }),
      );
    } catch (error) {
      if (!raw.readableDidRead) {
        discardRest(raw);
      }
      throw error;
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
