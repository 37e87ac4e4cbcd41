import { Injectable } from '@nestjs/common';
import type { CallOptions } from '../client/call-options.js';
import { IdenfyClient } from '../client/idenfy-client.js';
import { addDummyStatus, type AddDummyStatusRequest } from '@nestjs-idenfy/contract';
import { requireScanRef } from './require-scan-ref.js';

/** Results without a person, for tests: POST /api/v2/add-dummy-status. Works in the DEV environment only. */
@Injectable()
export class IdenfyDummyService {
  constructor(private readonly client: IdenfyClient) {}

  /**
   * Acts as a human review and triggers its webhook. `FACE_MATCH` with `DOC_VALIDATED` approves.
   *
   * @throws IdenfyValidationError the scanRef cannot be one; nothing was sent
   * @throws IdenfyApiError `status` 403 in other environments
   * @throws IdenfyError each other that {@link IdenfyClient.call} throws
   */
  async add(request: AddDummyStatusRequest, options: CallOptions = {}): Promise<void> {
    requireScanRef(request.scanRef);
    await this.client.call(addDummyStatus, request, options);
  }
}
