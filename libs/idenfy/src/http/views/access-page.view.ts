import { ApiProperty } from '@nestjs/swagger';
import { AccessView } from './access.view.js';

/** One page of the audit, newest first. */
export class AccessPageView {
  @ApiProperty({ type: [AccessView] })
  readonly items: readonly AccessView[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Give it as `cursor` for the next page; null on the last one.',
  })
  readonly nextCursor: string | null;

  constructor(items: readonly AccessView[], nextCursor: string | null) {
    this.items = items;
    this.nextCursor = nextCursor;
  }
}
