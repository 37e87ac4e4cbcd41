import { ApiProperty } from '@nestjs/swagger';
import type { IdenfyVerification } from '../../verification/entities/verification.entity.js';
import type { IdenfyCaller } from '../access/caller.js';
import { verificationFor } from './verification.view.js';

/** Where a verification stands once its pictures are with iDenfy. */
export class SubmittedView {
  @ApiProperty({ type: String, nullable: true })
  readonly scanRef: string | null;

  @ApiProperty({ type: String, example: 'REVIEWING' })
  readonly status: string;

  constructor(caller: IdenfyCaller, verification: IdenfyVerification) {
    const { scanRef, status } = verificationFor(caller, verification);
    this.scanRef = scanRef;
    this.status = status;
  }
}
