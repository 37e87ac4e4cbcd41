import { ApiProperty } from '@nestjs/swagger';
import type { IdenfyVerificationEvent } from '../../verification/entities/verification-event.entity.js';

/** One line of history, for staff. */
export class HistoryEventView {
  @ApiProperty({ description: 'Grows with time.' })
  readonly id: string;

  @ApiProperty({ type: Date })
  readonly at: Date;

  @ApiProperty({ description: 'Status before.' })
  readonly from: string;

  @ApiProperty({ description: 'Status after.' })
  readonly to: string;

  @ApiProperty({ description: 'Whether the state after it is final.' })
  readonly final: boolean;

  @ApiProperty({ type: String, example: 'applied', description: 'What it did; `superseded` came too late.' })
  readonly effect: IdenfyVerificationEvent['effect'];

  @ApiProperty({ type: String, example: 'CALLBACK' })
  readonly cause: IdenfyVerificationEvent['cause'];

  @ApiProperty({ example: 'manual', description: 'Whose word it was.' })
  readonly source: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The status that was said, also where it was not applied.',
  })
  readonly said: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The stored callback behind it.' })
  readonly inboxId: string | null;

  @ApiProperty({ description: 'Who did it.' })
  readonly actor: string;

  @ApiProperty({ type: String, nullable: true })
  readonly note: string | null;

  constructor(event: IdenfyVerificationEvent) {
    this.id = event.id;
    this.at = event.at;
    this.from = event.fromStatus;
    this.to = event.toStatus;
    this.final = event.final;
    this.effect = event.effect;
    this.cause = event.cause;
    this.source = event.source;
    this.said = event.said;
    this.inboxId = event.inboxId;
    this.actor = event.actor;
    this.note = event.note;
  }
}
