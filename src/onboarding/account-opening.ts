import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { OnVerification, type VerificationChange } from 'nestjs-idenfy';
import { Repository } from 'typeorm';
import { Account } from './account.entity.js';

/** Opens an account as soon as a person is verified. */
@Injectable()
export class AccountOpening {
  constructor(@InjectRepository(Account) private readonly accounts: Repository<Account>) {}

  /** Called at least once for every final approval, so a second call must not open a second account. */
  @OnVerification('APPROVED')
  async open({ verification, superseded, idempotencyKey }: VerificationChange): Promise<void> {
    if (superseded) return; // iDenfy has withdrawn the approval since
    await this.accounts
      .createQueryBuilder()
      .insert()
      .values({ clientId: verification.clientId, openedBy: idempotencyKey })
      .orIgnore()
      .execute();
  }
}
