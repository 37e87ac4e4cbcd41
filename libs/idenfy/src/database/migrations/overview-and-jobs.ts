import type { QueryRunner } from 'typeorm';
import { prefixed, tablesOf } from '../table-names.js';

/** Creates the rollup that the overview reads, and the bulk jobs on stuck work. */
export async function createOverviewAndJobs(runner: QueryRunner): Promise<void> {
  const { overviewCount, bulkJob } = tablesOf(runner.connection);
  const named = (name: string) => prefixed(runner.connection, name);

  await runner.query(`
      create table ${overviewCount} (
        dimension text not null,
        day date not null,
        account text not null,
        value text not null,
        figure text not null,
        key text not null,
        count bigint not null,
        constraint ${named('pk_idenfy_overview_count')} primary key (dimension, day, account, value, figure, key)
      )`);

  // replaced every minute, among the counts of years
  await runner.query(
    `create index ${named('ix_idenfy_overview_count_open')} on ${overviewCount} (day) where figure = 'open'`,
  );

  await runner.query(`
      create table ${bulkJob} (
        id uuid not null constraint ${named('pk_idenfy_bulk_job')} primary key,
        act text not null,
        state text not null default 'running',
        filter jsonb not null,
        asked_by text not null,
        reason_digest text not null,
        asked_at timestamptz not null,
        finished_at timestamptz,
        total integer not null,
        done integer not null default 0,
        failed integer not null default 0,
        at_kind text not null,
        after_time timestamptz,
        after_id bigint
      )`);
  await runner.query(
    `create index ${named('ix_idenfy_bulk_job_running')} on ${bulkJob} (asked_at, id) where state = 'running'`,
  );
}
