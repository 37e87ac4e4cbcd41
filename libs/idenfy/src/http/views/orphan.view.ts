import { ApiProperty } from '@nestjs/swagger';
import type { Orphan } from '../../webhooks/replay/orphans.js';

const STATES = ['orphan', 'unreadable'] as const satisfies readonly Orphan['state'][];

const Text = (description: string) => ApiProperty({ type: String, nullable: true, description });

/** A stored callback that could not be applied. */
export class OrphanView implements Orphan {
  @ApiProperty({ description: 'Grows with time.' }) readonly id!: string;
  @ApiProperty({ description: 'The iDenfy account.' }) readonly account!: string;
  @Text('The session it names.') readonly scanRef!: string | null;
  @Text('As it came; it is not signed.') readonly eventType!: string | null;
  @ApiProperty({
    enum: STATES,
    description:
      '`orphan`: no verification of ours has this scanRef. `unreadable`: signed, but not understood.',
  })
  readonly state!: Orphan['state'];
  @Text('Why it is unreadable.') readonly reason!: string | null;
  @ApiProperty({ type: 'integer', description: 'How often the same bytes came.' })
  readonly deliveries!: number;
  @ApiProperty({ type: Date }) readonly receivedAt!: Date;

  constructor(orphan: Orphan) {
    Object.assign(this, orphan);
  }
}
