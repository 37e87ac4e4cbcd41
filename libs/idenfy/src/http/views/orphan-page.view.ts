import { ApiProperty } from '@nestjs/swagger';
import { OrphanView } from './orphan.view.js';

/** One page of orphans, newest first. */
export class OrphanPageView {
  @ApiProperty({ type: [OrphanView] })
  readonly items: readonly OrphanView[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Give it as `cursor` for the next page; null on the last one.',
  })
  readonly nextCursor: string | null;

  constructor(items: readonly OrphanView[], nextCursor: string | null) {
    this.items = items;
    this.nextCursor = nextCursor;
  }
}
