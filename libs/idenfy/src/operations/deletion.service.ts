import { Injectable } from '@nestjs/common';
import type { CallOptions } from '../client/call/call-options.js';
import { IdenfyClient } from '../client/idenfy-client.js';
import { deleteVerification } from '../contract/endpoints.js';
import { requireScanRef } from './require-scan-ref.js';

/** Erases verifications at iDenfy: POST /api/v2/delete. */
@Injectable()
export class IdenfyDeletionService {
  constructor(private readonly client: IdenfyClient) {}

  /**
   * Removes photos, parsed data, names and other personal data. Erasing twice does no harm.
   *
   * @throws IdenfyApiError `PARTNER_ERROR` while the token has not expired; 404 where nothing is (left) to erase
   * @throws IdenfyError whatever else {@link IdenfyClient.call} throws
   */
  async delete(scanRef: string, options: CallOptions = {}): Promise<void> {
    requireScanRef(scanRef);
    await this.client.call(deleteVerification, { scanRef }, options);
  }
}
