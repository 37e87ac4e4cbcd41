import { Injectable, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdenfyVerifications, OnVerification, type VerificationChange } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { FakeClock, IdenfyTestbed, IdenfyTestingModule } from 'nestjs-idenfy/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

/** What a user of the library may have: a service that starts verifications and hears how they end. */
@Injectable()
class Accounts {
  readonly opened: string[] = [];

  constructor(private readonly verifications: IdenfyVerifications) {}

  async apply(clientId: string): Promise<string> {
    const { verification } = await this.verifications.start({
      clientId,
      actor: { kind: 'person', id: clientId },
    });
    return verification.scanRef ?? '';
  }

  @OnVerification('APPROVED')
  open({ verification }: VerificationChange): void {
    this.opened.push(verification.clientId);
  }
}

@Module({ providers: [Accounts], exports: [Accounts] })
class AccountsModule {}

describe('the entry point nestjs-idenfy/testing', () => {
  let database: TestDatabase;
  let testing: TestingModule;
  const clock = new FakeClock(new Date('2026-11-20T10:00:00Z'));

  beforeEach(async () => {
    database = await createTestDatabase();
    testing = await Test.createTestingModule({
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: database.url,
          autoLoadEntities: true,
          migrations: idenfyMigrations,
          migrationsRun: true,
          uuidExtension: 'pgcrypto',
          installExtensions: false,
        }),
        IdenfyTestingModule.forSimulator({ clock }),
        AccountsModule,
      ],
    }).compile();
    await testing.init();
  });
  afterEach(async () => {
    await testing.close();
    await database.drop();
  });

  it('passes a verdict from the simulator to the handler without a listening host', async () => {
    const accounts = testing.get(Accounts);
    const bed = testing.get(IdenfyTestbed);
    const ada = await accounts.apply('ada');
    const grace = await accounts.apply('grace');

    await bed.decide(grace, { overall: 'DENIED' });
    expect(accounts.opened).toEqual([]);

    await bed.decide(ada, { overall: 'APPROVED' });
    expect(accounts.opened).toEqual(['ada']);
    expect(bed.simulator.webhooks().map(({ lastStatus }) => lastStatus)).toEqual([200, 200]);
  });

  it('empties the tables between tests, the history included, and calls handlers as before', async () => {
    const accounts = testing.get(Accounts);
    const bed = testing.get(IdenfyTestbed);
    await bed.decide(await accounts.apply('ada'), { overall: 'APPROVED' });

    await bed.clear();
    for (const table of [
      'client',
      'verification',
      'verification_event',
      'webhook',
      'handler_run',
      'access',
    ]) {
      expect(await database.query(`select from idenfy_${table}`), table).toEqual([]);
    }

    await bed.decide(await accounts.apply('ada'), { overall: 'APPROVED' });
    expect(accounts.opened).toEqual(['ada', 'ada']);
    await expect(database.query('delete from idenfy_verification_event')).rejects.toThrow('append only');
  });

  it('moves library and simulator by one clock', async () => {
    const bed = testing.get(IdenfyTestbed);
    const scanRef = await testing.get(Accounts).apply('ada');

    await clock.advance(3_601_000);
    await bed.settled();

    const verification = await testing.get(IdenfyVerifications).find({ account: 'default', scanRef });
    expect(verification).toMatchObject({ status: 'EXPIRED', final: true });
  });
});
