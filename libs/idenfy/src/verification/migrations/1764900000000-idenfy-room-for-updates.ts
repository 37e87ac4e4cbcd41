import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tablesOf } from '../table-names.js';

/**
 * Leaves room in the pages of rows that are soon written again, so that the new version stands beside the old one: one
 * page instead of two to write and to log, and no index to touch where no indexed column moved.
 */
export class IdenfyRoomForUpdates1764900000000 implements MigrationInterface {
  readonly name = 'IdenfyRoomForUpdates1764900000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tablesOfUpdates(runner))
      await runner.query(`alter table ${table} set (fillfactor = 45)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tablesOfUpdates(runner))
      await runner.query(`alter table ${table} reset (fillfactor)`);
  }
}

function tablesOfUpdates({ connection }: QueryRunner): readonly string[] {
  const { client, verification, handlerRun } = tablesOf(connection);
  return [client, verification, handlerRun];
}
