import { Injectable } from '@nestjs/common';
import { OnVerification, type VerificationChange } from 'nestjs-idenfy';
import { DataSource } from 'typeorm';
import { HostBooks } from './host-books.js';

/** A handler without a key for its effect: it completes its run in the transaction of the effect. */
@Injectable()
export class PayingHandlers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly books: HostBooks,
  ) {}

  @OnVerification('APPROVED', { name: 'pay' })
  async pay({ idempotencyKey, attempt, completeIn }: VerificationChange): Promise<void> {
    await this.books.called({ handler: 'pay', idempotencyKey, attempt });
    await this.dataSource.transaction(async (manager) => {
      await manager.query('insert into host_payment (key) values ($1)', [idempotencyKey]);
      await completeIn(manager);
      await this.books.beforeCommit();
    });
    await this.books.afterCommit();
  }
}
