import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tablesOf } from '../table-names.js';

/** How often in a row iDenfy had no answer to a look-up: counted apart from the answered ones, which are few. */
export class IdenfyUnanswered1765000000000 implements MigrationInterface {
  readonly name = 'IdenfyUnanswered1765000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table ${tablesOf(runner.connection).verification} add column unanswered integer not null default 0`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table ${tablesOf(runner.connection).verification} drop column unanswered`);
  }
}
