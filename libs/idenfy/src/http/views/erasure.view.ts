import { ApiProperty } from '@nestjs/swagger';
import type { ErasureState, IdenfyErasure } from '../../verification/entities/erasure.entity.js';

const STATES = ['requested', 'waiting', 'deleted', 'done'] as const satisfies readonly ErasureState[];

/** An erasure and how far it is; its receipt, once it is done. */
export class ErasureView {
  @ApiProperty({ format: 'uuid' })
  readonly erasureId: string;

  @ApiProperty({
    enum: STATES,
    description: '`waiting`: iDenfy still holds the session open. `deleted`: at iDenfy. `done`: here too.',
  })
  readonly state: ErasureState;

  @ApiProperty()
  readonly requestedBy: string;

  @ApiProperty({ type: Date })
  readonly requestedAt: Date;

  @ApiProperty({ type: String, nullable: true })
  readonly reason: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why the last try failed.' })
  readonly lastError: string | null;

  @ApiProperty({ type: Date, nullable: true })
  readonly deletedAtIdenfy: Date | null;

  @ApiProperty({ type: Date, nullable: true })
  readonly completedAt: Date | null;

  constructor(erasure: IdenfyErasure) {
    this.erasureId = erasure.id;
    this.state = erasure.state;
    this.requestedBy = erasure.requestedBy;
    this.requestedAt = erasure.requestedAt;
    this.reason = erasure.reason;
    this.lastError = erasure.lastError;
    this.deletedAtIdenfy = erasure.deletedAtIdenfy;
    this.completedAt = erasure.completedAt;
  }
}
