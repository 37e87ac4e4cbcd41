import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { OnErasure, type VerificationErased } from 'nestjs-idenfy';
import { Repository } from 'typeorm';
import { Account } from './account.entity.js';

/** Deletes the account of a person whose verifications were erased: its row names them as well. */
@Injectable()
export class AccountErasure {
  constructor(@InjectRepository(Account) private readonly accounts: Repository<Account>) {}

  /** Called at least once for every erasure, and the receipt says `done` only afterwards. */
  @OnErasure()
  async forget({ clientId, isPersonGone }: VerificationErased): Promise<void> {
    if (!isPersonGone) return; // the account rests on another verification
    await this.accounts.delete({ clientId });
  }
}
