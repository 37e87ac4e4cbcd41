import { Injectable } from '@nestjs/common';
import type { CallOptions } from '../client/call/call-options.js';
import { IdenfyClient } from '../client/idenfy-client.js';
import type { AddDummyStatusRequest } from '../contract/dummy-status.js';
import { addDummyStatus } from '../contract/endpoints.js';
import { requireScanRef } from './require-scan-ref.js';

/** Results without a person, for tests: POST /api/v2/add-dummy-status. Works in the DEV environment only. */
@Injectable()
export class IdenfyDummyService {
  constructor(private readonly client: IdenfyClient) {}

  /**
   * Pretends a human review and triggers its callback. `FACE_MATCH` with `DOC_VALIDATED` approves.
   *
   * @throws IdenfyApiError 403 in other environments
   * @throws IdenfyError whatever else {@link IdenfyClient.call} throws
   */
  async add(request: AddDummyStatusRequest, options: CallOptions = {}): Promise<void> {
    requireScanRef(request.scanRef);
    await this.client.call(addDummyStatus, request, options);
  }
}
