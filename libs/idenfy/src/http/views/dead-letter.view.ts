import { ApiProperty } from '@nestjs/swagger';
import type { DeadLetter } from '../../webhooks/replay/find-dead-letters.js';

const Text = (description: string) => ApiProperty({ type: String, nullable: true, description });

/** A call of a handler that was given up. */
export class DeadLetterView implements DeadLetter {
  @ApiProperty({ description: 'Grows with time.' }) readonly id!: string;
  @ApiProperty({ example: 'Accounts.open' }) readonly handler!: string;
  @Text('The iDenfy account.') readonly account!: string | null;
  @Text('The verification it is about.') readonly scanRef!: string | null;
  @Text('Our own id of that verification.') readonly verificationId!: string | null;
  @Text('Status before the change it is about; null for a callback.') readonly before!: string | null;
  @Text('Status after that change; null for a callback.') readonly after!: string | null;
  @Text('Event type of the callback it is about; null for a change.') readonly eventType!: string | null;
  @ApiProperty({ type: 'integer', description: 'How often it was tried.' }) readonly attempts!: number;
  @Text('Kind of the last failure.') readonly error!: string | null;
  @ApiProperty({ type: Date }) readonly createdAt!: Date;
  @ApiProperty({ type: Date, description: 'When it was given up.' }) readonly deadAt!: Date;
  @Text('Who brought it back before, when it died once more.') readonly retriedBy!: string | null;
  @Text('Why they did.') readonly retryReason!: string | null;

  constructor(letter: DeadLetter) {
    Object.assign(this, letter);
  }
}
