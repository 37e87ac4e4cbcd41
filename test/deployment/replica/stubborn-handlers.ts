import { Injectable } from '@nestjs/common';
import { OnVerification, type VerificationChange } from 'nestjs-idenfy';
import { HostBooks } from './host-books.js';

/** The first to be called for a change holds on to it for as long as its process lives; the next one does it. */
@Injectable()
export class StubbornHandlers {
  constructor(private readonly books: HostBooks) {}

  @OnVerification('DENIED', { name: 'stubborn', maxAttempts: 1, timeoutMs: 600_000 })
  async stubborn({ idempotencyKey, attempt }: VerificationChange): Promise<void> {
    const entry = { handler: 'stubborn', idempotencyKey };
    const isFirst = !(await this.books.wasCalled(entry));
    await this.books.called({ ...entry, attempt });
    if (isFirst) await new Promise(() => {});
    await this.books.once(entry);
  }
}
