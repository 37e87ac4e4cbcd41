import { Readable } from 'node:stream';
import {
  AUTH_TOKEN_PATTERN,
  type DirectProcessingDocumentType,
  type ImageNeeds,
  LIMITS,
  PROCESS_FIELD_RULES,
  processImages,
  type ProcessRequest,
  requiredImages,
} from '@nestjs-idenfy/contract';
import { Injectable } from '@nestjs/common';
import type { CallOptions, StreamedBody } from '../client/call-options.js';
import { ClientOptions } from '../client/client.options.js';
import { IdenfyClient } from '../client/idenfy-client.js';
import { IdenfyValidationError } from '../errors/refusal.errors.js';
import { imagesTooLarge } from './image-errors.js';
import { checkImages, type ImageInput, imageOf, type UploadedImage } from './uploaded-image.js';

/** Images of a document and a person, to be sent to iDenfy by our server (S4). */
export interface DirectProcessingRequest extends Pick<ImageNeeds, 'tokenType' | 'driverLicenseBack'> {
  /** The token of the session; it ends with this request, accepted or not. */
  authToken: string;

  /** ISO 3166-1 alpha-2, upper case. */
  country: string;

  /** iDenfy detects it from `FRONT` when it is missing (newest edition of the documentation). */
  documentType?: DirectProcessingDocumentType;

  /**
   * Names of the steps that the session asks for besides document and face. `UTILITY_BILL` is then required, and
   * images of other steps are refused. Without the list, any name in upper case is accepted.
   */
  additionalSteps?: readonly string[];

  /** Step → image. At most 20,000,000 bytes in all, counted in Base64, which adds a third. */
  images: Readonly<Record<string, ImageInput>>;

  /** Skips iDenfy's own check of the images. @default false */
  skipAnalysis?: boolean;
}

/** Sends images to iDenfy without its own UI: POST /api/v2/process (S4). The result arrives by webhook. */
@Injectable()
export class IdenfyDirectProcessingService {
  constructor(
    private readonly client: IdenfyClient,
    private readonly options: ClientOptions,
  ) {}

  /**
   * Checks everything that can be checked here, then sends the images. The body is produced while it is sent, anew for
   * every attempt, so the images are in memory once. Resolves when iDenfy has accepted them; the token ends with the
   * request, accepted or not.
   *
   * @throws IdenfyValidationError a field breaks a rule; nothing was sent
   * @throws IdenfyUploadError an image is missing, is no image, or is too large (413); nothing was sent
   * @throws IdenfyError each that {@link IdenfyClient.call} throws: `httpStatus` 422 where iDenfy refuses the images
   */
  async process(request: DirectProcessingRequest, options: CallOptions = {}): Promise<void> {
    await this.checked(request)(options);
  }

  /**
   * The first half of `process()`: checks, and returns the function that sends the images. For callers that must do
   * something in between.
   *
   * @throws IdenfyValidationError a field breaks a rule
   * @throws IdenfyUploadError an image is missing, is no image, or is too large (413)
   */
  checked(request: DirectProcessingRequest): (options?: CallOptions) => Promise<void> {
    const body = this.bodyOf(request);
    return async (options = {}) => {
      await this.client.call(processImages, undefined, { ...options, body: () => body.open() });
    };
  }

  private bodyOf(request: DirectProcessingRequest): ProcessBody {
    checkFields(request);
    const { authToken, country, documentType, skipAnalysis } = request;
    const images = new Map(
      Object.entries(request.images).map(([step, input]) => [step, imageOf(step, input)] as const),
    );
    const token = { [this.options.processTokenField]: authToken };
    const body = new ProcessBody(token, { country, documentType, skipAnalysis }, images);
    if (body.contentLength > LIMITS.processBodyMaxBytes) {
      throw imagesTooLarge();
    }
    const utilityBill = request.additionalSteps?.includes('UTILITY_BILL');
    checkImages(images, requiredImages({ ...request, utilityBill }), request.additionalSteps);
    return body;
  }
}

function checkFields({ authToken, country, documentType }: DirectProcessingRequest): void {
  if (!AUTH_TOKEN_PATTERN.test(authToken)) {
    throw new IdenfyValidationError({
      field: 'authToken',
      message: `Field 'authToken' must be ${LIMITS.authToken.min} to ${LIMITS.authToken.max} ASCII characters.`,
    });
  }
  assertField('country', country);
  if (documentType !== undefined) assertField('documentType', documentType);
}

function assertField(field: 'country' | 'documentType', value: string): void {
  const rule = PROCESS_FIELD_RULES[field];
  if (!rule.accepts(value)) {
    throw new IdenfyValidationError({ field, message: `Field '${field}' ${rule.sentence}` });
  }
}

/** The request without its images. */
type Fields = Omit<ProcessRequest, 'images' | 'authToken'>;

/** The JSON body of `/process`: its text, with the images where their Base64 goes. */
class ProcessBody {
  readonly #parts: readonly (string | UploadedImage)[];

  /** Exact length in bytes. */
  readonly contentLength: number;

  /** @param token the token under the name by which iDenfy looks for it */
  constructor(token: Record<string, string>, fields: Fields, images: ReadonlyMap<string, UploadedImage>) {
    const start = JSON.stringify({ ...token, ...fields }).slice(0, -1);
    const imageParts = [...images].flatMap(([step, image], index) => [
      `${index === 0 ? '' : ','}${JSON.stringify(step)}:"`,
      image,
      '"',
    ]);
    this.#parts = [`${start},"images":{`, ...imageParts, '}}'];
    this.contentLength = this.#parts.reduce((sum, part) => sum + lengthOf(part), 0);
  }

  /**
   * The body from its first byte, produced as it is read. Call it anew for every attempt.
   *
   * Bytes are sent as text: strings are gone with the next minor collection, while megabytes of new
   * Buffers, which lie outside the heap, make V8 mark all of it again and again. Base64 is of one byte a character in
   * every encoding, and Node.js writes Latin-1 in half the time of UTF-8.
   */
  open(): StreamedBody {
    const { contentLength } = this;
    const stream = Readable.from(this.#steps(), { highWaterMark: 1 });
    return { contentLength, stream, textEncoding: 'latin1' };
  }

  *#steps(): Generator<string | Buffer> {
    for (const part of this.#parts) {
      yield* typeof part === 'string' ? [Buffer.from(part)] : part.base64Steps();
    }
  }
}

function lengthOf(part: string | UploadedImage): number {
  return typeof part === 'string' ? Buffer.byteLength(part) : part.base64Length;
}
