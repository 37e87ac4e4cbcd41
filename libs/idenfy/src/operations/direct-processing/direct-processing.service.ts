import { Injectable } from '@nestjs/common';
import type { CallOptions } from '../../client/call/call-options.js';
import { IdenfyClient } from '../../client/idenfy-client.js';
import { ResolvedClientOptions } from '../../client/resolved-client-options.js';
import { isCountry } from '../../contract/country.js';
import { DIRECT_PROCESSING_DOCUMENT_TYPES } from '../../contract/document-type.js';
import { processImages } from '../../contract/endpoints.js';
import { LIMITS } from '../../contract/limits.js';
import { AUTH_TOKEN_PATTERN, requiredImages } from '../../contract/process.js';
import { IdenfyValidationError } from '../../errors/idenfy-validation.error.js';
import { checkImages } from './check-images.js';
import type { DirectProcessingRequest } from './direct-processing-request.js';
import { imagesTooLarge } from './image-errors.js';
import { imageOf } from './image-input.js';
import { ProcessBody } from './process-body.js';

/** Sends pictures to iDenfy without its own UI: POST /api/v2/process. The result comes by callback. */
@Injectable()
export class IdenfyDirectProcessingService {
  constructor(
    private readonly client: IdenfyClient,
    private readonly options: ResolvedClientOptions,
  ) {}

  /**
   * Checks everything that can be checked here, then sends the pictures. The body is produced while it is sent,
   * anew for every try, so the pictures are in memory once. Resolves when iDenfy has accepted them; the token
   * ends with the request, accepted or not.
   *
   * @throws IdenfyValidationError a field breaks a rule; nothing was sent
   * @throws IdenfyUploadError a picture is missing, none, or too large (413); nothing was sent
   * @throws IdenfyError whatever `IdenfyClient.call` throws: 422 where iDenfy refuses the pictures
   */
  async process(request: DirectProcessingRequest, options: CallOptions = {}): Promise<void> {
    await this.checked(request)(options);
  }

  /**
   * The first half of `process()`: checks, and answers what sends the pictures. For callers who must do something
   * in between.
   *
   * @throws IdenfyValidationError a field breaks a rule
   * @throws IdenfyUploadError a picture is missing, none, or too large (413)
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
  if (!isCountry(country)) {
    throw new IdenfyValidationError({
      field: 'country',
      message: "Field 'country' must be an ISO 3166-1 alpha-2 code in upper case.",
    });
  }
  if (documentType !== undefined && !DIRECT_PROCESSING_DOCUMENT_TYPES.includes(documentType)) {
    throw new IdenfyValidationError({
      field: 'documentType',
      message: `Field 'documentType' must be one of ${DIRECT_PROCESSING_DOCUMENT_TYPES.join(', ')}.`,
    });
  }
}
