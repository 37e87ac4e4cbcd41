import { ApiProperty } from '@nestjs/swagger';
import { DeadLetterView } from './dead-letter.view.js';

/** One page of dead letters, newest first. */
export class DeadLetterPageView {
  @ApiProperty({ type: [DeadLetterView] })
  readonly items: readonly DeadLetterView[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Give it as `cursor` for the next page; null on the last one.',
  })
  readonly nextCursor: string | null;

  constructor(items: readonly DeadLetterView[], nextCursor: string | null) {
    this.items = items;
    this.nextCursor = nextCursor;
  }
}
