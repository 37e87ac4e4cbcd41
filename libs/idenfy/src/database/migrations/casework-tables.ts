import type { QueryRunner } from 'typeorm';
import { prefixed, tablesOf } from '../table-names.js';

/** The queue and the saved views of it. Few rows that come and go, so each has all indexes that a filter can need. */
export async function createCasework(runner: QueryRunner): Promise<void> {
  const { openCase, savedView } = tablesOf(runner.connection);
  const named = (name: string) => prefixed(runner.connection, name);

  await runner.query(`
      create table ${openCase} (
        verification_id uuid not null,
        reason text not null,
        account text not null,
        since timestamptz not null,
        due_at timestamptz not null,
        assignee text,
        constraint ${named('pk_idenfy_open_case')} primary key (verification_id, reason)
      )`);
  await runner.query(
    `create index ${named('ix_idenfy_open_case_due')} on ${openCase} (due_at, verification_id, reason)`,
  );
  await runner.query(
    `create index ${named('ix_idenfy_open_case_reason')} on ${openCase} (reason, due_at, verification_id)`,
  );
  await runner.query(
    `create index ${named('ix_idenfy_open_case_assignee')} on ${openCase} (assignee, due_at, verification_id, reason)`,
  );

  await runner.query(`
      create table ${savedView} (
        staff_id text not null,
        name text not null,
        filters jsonb not null,
        saved_at timestamptz not null default now(),
        constraint ${named('pk_idenfy_saved_view')} primary key (staff_id, name)
      )`);
}
