import { Injectable } from '@nestjs/common';
import type { CallOptions } from '../client/call-options.js';
import { IdenfyClient } from '../client/idenfy-client.js';
import { deleteVerification } from '@nestjs-idenfy/contract';
import { requireScanRef } from './require-scan-ref.js';

/** Erases verifications at iDenfy: POST /api/v2/delete. */
@Injectable()
export class IdenfyDeletionService {
  constructor(private readonly client: IdenfyClient) {}

  /**
   * Removes images, extracted data, names and other personal data (D:kyc/deletion). Erasing twice is harmless.
   *
   * @throws IdenfyValidationError the scanRef cannot be one; nothing was sent
   * @throws IdenfyApiError `PARTNER_ERROR` while the token has not expired; `httpStatus` 404 where nothing is left to erase
   * @throws IdenfyError each other that {@link IdenfyClient.call} throws
   */
  async delete(scanRef: string, options: CallOptions = {}): Promise<void> {
    requireScanRef(scanRef);
    await this.client.call(deleteVerification, { scanRef }, options);
  }
}
