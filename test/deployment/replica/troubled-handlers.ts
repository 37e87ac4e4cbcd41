import { once } from 'node:events';
import { Injectable } from '@nestjs/common';
import { OnVerification, type VerificationChange } from 'nestjs-idenfy';
import { HostBooks } from './host-books.js';

/** Handlers that fail, hang, or fail at first. */
@Injectable()
export class TroubledHandlers {
  constructor(private readonly books: HostBooks) {}

  @OnVerification('APPROVED', { name: 'unsteady' })
  async unsteady({ idempotencyKey, attempt }: VerificationChange): Promise<void> {
    await this.books.called({ handler: 'unsteady', idempotencyKey, attempt });
    if (attempt <= 3) throw new TypeError('not yet');
    await this.books.once({ handler: 'unsteady', idempotencyKey });
  }

  @OnVerification('APPROVED', { name: 'broken', maxAttempts: 3 })
  async broken({ idempotencyKey, attempt }: VerificationChange): Promise<void> {
    await this.books.called({ handler: 'broken', idempotencyKey, attempt });
    if (!(await this.books.areMended())) throw new Error('never');
    await this.books.once({ handler: 'broken', idempotencyKey });
  }

  /** Hears that its time is up, and goes on hanging. */
  @OnVerification('APPROVED', { name: 'hanging', timeoutMs: 5_000 })
  async hanging({ idempotencyKey, attempt, signal }: VerificationChange): Promise<void> {
    await this.books.called({ handler: 'hanging', idempotencyKey, attempt });
    if (attempt === 1) {
      await once(signal, 'abort');
      await this.books.called({ handler: 'hanging, told to end', idempotencyKey, attempt });
      await new Promise(() => {});
    }
    await this.books.once({ handler: 'hanging', idempotencyKey });
  }

  @OnVerification('APPROVED', { name: 'steady' })
  async steady({ idempotencyKey, attempt }: VerificationChange): Promise<void> {
    await this.books.called({ handler: 'steady', idempotencyKey, attempt });
    await this.books.once({ handler: 'steady', idempotencyKey });
  }
}
