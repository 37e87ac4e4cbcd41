import { Injectable } from '@nestjs/common';
import {
  type IdenfyWebhookReceived,
  OnIdenfyWebhook,
  OnVerification,
  type VerificationChange,
} from 'nestjs-idenfy';
import { HostBooks } from './host-books.js';

/** Handlers as a host has them: each does one thing that must happen once. */
@Injectable()
export class LedgerHandlers {
  constructor(private readonly books: HostBooks) {}

  @OnVerification('*', { name: 'follow' })
  follow(change: VerificationChange): Promise<void> {
    return this.#enter('follow', change);
  }

  @OnVerification('APPROVED', { name: 'open account' })
  openAccount(change: VerificationChange): Promise<void> {
    return this.#enter('open account', change);
  }

  @OnIdenfyWebhook('*', { name: 'archive' })
  archive(webhook: IdenfyWebhookReceived): Promise<void> {
    return this.#enter('archive', webhook);
  }

  async #enter(
    handler: string,
    { idempotencyKey, attempt }: VerificationChange | IdenfyWebhookReceived,
  ): Promise<void> {
    await this.books.called({ handler, idempotencyKey, attempt });
    await this.books.once({ handler, idempotencyKey });
  }
}
