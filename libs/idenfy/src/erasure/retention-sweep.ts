import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdenfyAccounts } from '../client/accounts.js';
import { IdenfyClock } from '../client/clock.js';
import { IdenfyConflictError } from '../errors/idenfy-conflict.error.js';
import { SYSTEM } from '../verification/actor.js';
import { IdenfyErasure } from '../verification/entities/erasure.entity.js';
import { IdenfyPerson } from '../verification/entities/person.entity.js';
import { IdenfyVerification } from '../verification/entities/verification.entity.js';
import { Erasures } from './erasures.js';
import { RetentionSettings } from './erasure.options.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
const AT_A_TIME = 20;

/** Asks for the erasure of verifications that may not be kept any longer. */
@Injectable()
export class RetentionSweep {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: IdenfyAccounts,
    private readonly erasures: Erasures,
    private readonly settings: RetentionSettings,
    private readonly clock: IdenfyClock,
  ) {}

  /** How many erasures were asked for; people under a legal hold are left alone. */
  async run(): Promise<number> {
    let asked = 0;
    for (const account of this.accounts.names()) {
      const { deleteAfterDays } = this.settings.of(account);
      if (deleteAfterDays !== null) asked += await this.sweep(account, deleteAfterDays);
    }
    return asked;
  }

  private async sweep(account: string, deleteAfterDays: number): Promise<number> {
    const before = new Date(this.clock.now().getTime() - deleteAfterDays * DAY_MS);
    const due = await this.dataSource
      .createQueryBuilder(IdenfyVerification, 'v')
      .leftJoin(IdenfyErasure, 'e', 'e.verificationId = v.id')
      .leftJoin(IdenfyPerson, 'p', 'p.account = v.account and p.clientId = v.clientId')
      .where('v.account = :account and v.closedAt < :before and v.erasedAt is null', { account, before })
      .andWhere('e.id is null and p.legalHold is null')
      .orderBy('v.closedAt')
      .limit(AT_A_TIME)
      .getMany();
    for (const verification of due) {
      try {
        await this.erasures.request(verification, { actor: SYSTEM, reason: 'RETENTION' });
      } catch (error) {
        // a hold that was set meanwhile; anything else is for the caller
        if (!(error instanceof IdenfyConflictError)) throw error;
      }
    }
    return due.length;
  }
}
