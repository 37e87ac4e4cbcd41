import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { IdenfyClock } from '../../client/clock.js';
import { IdenfyVerification } from '../entities/verification.entity.js';
import { Change } from './change.js';
import { ChangeLog } from './change-log.js';

/** Changes one verification: locks its row, lets `work` change it, writes what became of it. */
@Injectable()
export class ChangeTransaction {
  constructor(
    private readonly dataSource: DataSource,
    private readonly log: ChangeLog,
    private readonly clock: IdenfyClock,
  ) {}

  /** A `work` that records nothing writes nothing; one that throws leaves everything as it was. */
  async of(
    id: string,
    work: (change: Change, manager: EntityManager) => void | Promise<void>,
  ): Promise<IdenfyVerification> {
    return this.dataSource.transaction(async (manager) => {
      const verification = await manager
        .createQueryBuilder(IdenfyVerification, 'v')
        .where('v.id = :id', { id })
        .setLock('pessimistic_write')
        .getOneOrFail();
      const change = new Change(verification, this.clock.now());
      await work(change, manager);
      if (change.lines.length > 0) await this.log.write(manager, [change]);
      return verification;
    });
  }
}
