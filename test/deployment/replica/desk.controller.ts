import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { type DeadLetter, DeadLetters } from 'nestjs-idenfy';

/** Where the host's staff look after what was given up. */
@Controller('desk/dead-letters')
export class DeskController {
  constructor(private readonly deadLetters: DeadLetters) {}

  @Get()
  async list(): Promise<{ items: readonly DeadLetter[] }> {
    return { items: await this.deadLetters.list() };
  }

  @Post(':id/retry')
  @HttpCode(204)
  async retry(@Param('id') id: string): Promise<void> {
    await this.deadLetters.retry(id, { actor: { kind: 'staff', id: 'grace' }, reason: 'fixed' });
  }
}
