import { ApiProperty } from '@nestjs/swagger';

/** How many dead letters were brought back. */
export class RetriedView {
  @ApiProperty({ type: 'integer' })
  readonly retried: number;

  constructor(retried: number) {
    this.retried = retried;
  }
}
