import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { OnVerification, type VerificationChange } from 'nestjs-idenfy';
import { Repository } from 'typeorm';
import { Account } from './account.entity.js';

/** Opens an account as soon as a person is verified. */
@Injectable()
export class AccountOpening {
  constructor(@InjectRepository(Account) private readonly accounts: Repository<Account>) {}

  /** Called at least once for every final approval, so opening twice must be the same as opening once. */
  @OnVerification('APPROVED')
  async open({ verification, superseded, idempotencyKey }: VerificationChange): Promise<void> {
    if (superseded) return; // iDenfy has taken the approval back since
    await this.accounts
      .createQueryBuilder()
      .insert()
      .values({ clientId: verification.clientId, openedBy: idempotencyKey })
      .orIgnore()
      .execute();
  }
}
