import type { DataSource } from 'typeorm';
import type { TableNames } from '../../verification/table-names.js';
import { int4Array, int8Array, textArray, timestamptzArray } from '../../verification/binary-array.js';
import type { ClaimedRun } from './claimed-run.js';

/** How an attempt ended. */
export type RunOutcome =
  | { readonly state: 'done' }
  | { readonly state: 'pending'; readonly nextTryAt: Date; readonly error: string }
  | { readonly state: 'dead'; readonly error: string };

export interface SettledRun {
  readonly run: ClaimedRun;
  readonly outcome: RunOutcome;
}

/**
 * Writes how attempts ended. A failure counts only while the lease is ours: somebody who took over knows better. A
 * success counts in any case, for what was done is done.
 */
export async function settleRuns(
  dataSource: DataSource,
  { handlerRun }: TableNames,
  settled: readonly SettledRun[],
  now: Date,
): Promise<void> {
  await dataSource.query(
    `update ${handlerRun} r
        set state = s.state,
            next_try_at = coalesce(s.next_try_at, r.next_try_at),
            last_error = s.error,
            leased_until = null,
            finished_at = case when s.state <> 'pending' then $6::timestamptz end
       from unnest($1::bigint[], $2::int[], $3::text[], $4::timestamptz[], $5::text[])
         as s(id, attempts, state, next_try_at, error)
      where r.id = s.id and r.state = 'pending' and (s.state = 'done' or r.attempts = s.attempts)`,
    [
      int8Array(settled.map(({ run }) => run.id)),
      int4Array(settled.map(({ run }) => run.attempts)),
      textArray(settled.map(({ outcome }) => outcome.state)),
      timestamptzArray(settled.map(({ outcome }) => ('nextTryAt' in outcome ? outcome.nextTryAt : null))),
      textArray(settled.map(({ outcome }) => ('error' in outcome ? outcome.error : null))),
      now,
    ],
  );
}
