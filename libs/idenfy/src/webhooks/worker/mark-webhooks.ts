import type { EntityManager } from 'typeorm';
import type { WebhookState } from '../../verification/entities/webhook.entity.js';
import type { TableNames } from '../../verification/table-names.js';
import { int8Array, textArray, timestamptzArray } from '../../verification/binary-array.js';

/** What became of a claimed callback. */
export interface Mark {
  readonly id: string;
  readonly state: WebhookState;
  /** Read from the body. */
  readonly scanRef: string | null;
  /** When to look at it again; null when there is nothing more to do. */
  readonly nextTryAt: Date | null;
  /** Safe text, see `errorText()`. */
  readonly error: string | null;
}

/** Writes what became of claimed callbacks, in one statement. */
export async function markWebhooks(
  manager: EntityManager,
  { webhook }: TableNames,
  marks: readonly Mark[],
  now: Date,
): Promise<void> {
  if (marks.length === 0) return;
  await manager.query(
    `update ${webhook} w
        set state = m.state,
            scan_ref = coalesce(m.scan_ref, w.scan_ref),
            attempts = w.attempts + 1,
            next_try_at = coalesce(m.next_try_at, w.next_try_at),
            last_error = m.error,
            late_repeat = w.late_repeat and m.state in ('received', 'waiting'),
            applied_at = case when m.state = 'applied' then $6::timestamptz else w.applied_at end
       from unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::text[])
         as m(id, state, scan_ref, next_try_at, error)
      where w.id = m.id and w.state in ('received', 'waiting')`,
    [
      int8Array(marks.map(({ id }) => id)),
      textArray(marks.map(({ state }) => state)),
      textArray(marks.map(({ scanRef }) => scanRef)),
      timestamptzArray(marks.map(({ nextTryAt }) => nextTryAt)),
      textArray(marks.map(({ error }) => error)),
      now,
    ],
  );
}
