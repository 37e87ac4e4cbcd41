import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tablesOf } from '../table-names.js';

/** The hour's requests of each key pair. Processes of the version before do not know the table and count alone. */
export class IdenfyRateBudget1764800000000 implements MigrationInterface {
  readonly name = 'IdenfyRateBudget1764800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ${tablesOf(runner.connection).rateBudget} (
        key text not null constraint pk_idenfy_rate_budget primary key,
        points integer not null default 0,
        expire bigint
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table ${tablesOf(runner.connection).rateBudget}`);
  }
}
