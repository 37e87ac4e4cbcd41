import type { Queryable } from '../database/database.js';
import type { TableNames } from '../database/table-names.js';

/** What is stuck: a run of a handler that was given up, a webhook that was, or one without a verification. */
export const STUCK_KINDS = ['run', 'webhook', 'orphan'] as const;

/** One of {@link STUCK_KINDS}. */
export type StuckKind = (typeof STUCK_KINDS)[number];

/** Which stuck work is meant. */
export interface StuckFilter {
  /** Only of this kind. */
  readonly kind?: StuckKind | undefined;
  /** Only of this iDenfy account. */
  readonly account?: string | undefined;
  /** Only of this handler: no webhooks then. */
  readonly handler?: string | undefined;
  /** Only with exactly this error; empty for those without one. */
  readonly error?: string | undefined;
  /** Given up at this time or later; orphans by the time at which they were received. */
  readonly from?: Date | undefined;
  /** Given up before this time, alike. */
  readonly to?: Date | undefined;
}

/** How much stuck work a filter means. */
export interface StuckMatches {
  readonly total: number;
  /** When the oldest and the newest of it were given up; null where there is none. */
  readonly oldest: Date | null;
  readonly newest: Date | null;
}

/** The kinds that a filter can mean. */
export function kindsOf({ kind, handler }: StuckFilter): readonly StuckKind[] {
  return STUCK_KINDS.filter(
    (each) => (kind === undefined || kind === each) && (handler === undefined || each === 'run'),
  );
}

/** When each kind was given up, by the columns of its row: `r` of a run, `w` of a webhook. */
const GIVEN_UP: Readonly<Record<StuckKind, string>> = {
  run: 'r.finished_at',
  webhook: 'w.dead_at',
  orphan: 'w.received_at',
};

/** The value of `filterValues()`, as many parameters as `stuckSql()` takes from its first one on. */
export const FILTER_PARAMETERS = 5;

export function filterValues({ account, handler, error, from, to }: StuckFilter): readonly unknown[] {
  return [account ?? null, handler ?? null, error ?? null, from ?? null, to ?? null];
}

/**
 * `from … where …` over the stuck rows of a kind, read by its partial index. The row of a run is `r`, that of a webhook `w`.
 * @param first number of the first of the parameters that hold `filterValues()`
 */
export function stuckSql(
  { handlerRun, verification, webhook }: TableNames,
  kind: StuckKind,
  first: number,
): string {
  const [account, handler, error, from, to] = Array.from(
    { length: FILTER_PARAMETERS },
    (_, index) => `$${first + index}`,
  );
  const since = GIVEN_UP[kind];
  const within = `(${from}::timestamptz is null or ${since} >= ${from}) and (${to}::timestamptz is null or ${since} < ${to})`;
  const failedBy = (column: string) => `(${error}::text is null or coalesce(${column}, '') = ${error})`;
  if (kind === 'run') {
    return `from ${handlerRun} r
            where r.state = 'dead' and ${within} and ${failedBy('r.last_error')}
              and (${handler}::text is null or r.handler = ${handler})
              and (${account}::text is null or ${account} = coalesce(
                    (select v.account from ${verification} v where v.id = r.verification_id),
                    (select o.account from ${webhook} o where o.id = r.inbox_id)))`;
  }
  const state = kind === 'webhook' ? `w.state = 'dead'` : `w.state in ('orphan', 'unreadable')`;
  return `from ${webhook} w
            where ${state} and ${within} and ${failedBy('w.last_error')}
              and ${handler}::text is null and (${account}::text is null or w.account = ${account})`;
}

/** Stuck work with one handler and one error. */
export interface StuckGroup {
  readonly kind: StuckKind;
  /** Null for webhooks. */
  readonly handler: string | null;
  /** As in a `StuckFilter`: empty for those without one. */
  readonly error: string;
  readonly count: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  /** How many were given up on each of the last 14 days, of 24 hours each, the last one last. */
  readonly perDay: readonly number[];
}

const DAYS = 14;
const MAX_GROUPS = 200;

type GroupDay = Omit<StuckGroup, 'perDay'> & { readonly daysAgo: number };

/** The groups, the one that was seen last first, 200 at most. @param now SQL of the time */
export async function stuckGroups(
  database: Queryable,
  tables: TableNames,
  filter: StuckFilter,
  now: { readonly sql: (parameter: string) => string; readonly value: Date | null },
): Promise<readonly StuckGroup[]> {
  const nowParameter = `$${FILTER_PARAMETERS + 1}`;
  const of = (kind: StuckKind) => {
    const row = kind === 'run' ? 'r' : 'w';
    return `select '${kind}' as kind, ${kind === 'run' ? 'r.handler' : 'null::text'} as handler,
                   coalesce(${row}.last_error, '') as error, ${GIVEN_UP[kind]} as at
              ${stuckSql(tables, kind, 1)}`;
  };
  const kinds = kindsOf(filter);
  if (kinds.length === 0) return [];
  const days = await database.query<GroupDay[]>(
    `select kind, handler, error, count(*)::int as count, min(at) as "firstSeenAt", max(at) as "lastSeenAt",
            least(greatest(floor(extract(epoch from ${now.sql(nowParameter)} - at) / 86400), 0), ${DAYS})::int as "daysAgo"
       from (${kinds.map(of).join(' union all ')}) stuck
      group by kind, handler, error, "daysAgo"`,
    [...filterValues(filter), now.value],
  );
  return grouped(days)
    .toSorted((one, other) => other.lastSeenAt.getTime() - one.lastSeenAt.getTime())
    .slice(0, MAX_GROUPS);
}

function grouped(days: readonly GroupDay[]): readonly StuckGroup[] {
  const groups = new Map<string, GroupDay[]>();
  for (const day of days) {
    const key = JSON.stringify([day.kind, day.handler, day.error]);
    groups.set(key, [...(groups.get(key) ?? []), day]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { kind, handler, error } = first;
    const perDay = Array.from(
      { length: DAYS },
      (_, index) => group.find(({ daysAgo }) => daysAgo === DAYS - 1 - index)?.count ?? 0,
    );
    return {
      kind,
      handler,
      error,
      count: group.reduce((sum, { count }) => sum + count, 0),
      firstSeenAt: new Date(Math.min(...group.map(({ firstSeenAt }) => firstSeenAt.getTime()))),
      lastSeenAt: new Date(Math.max(...group.map(({ lastSeenAt }) => lastSeenAt.getTime()))),
      perDay,
    };
  });
}

/** How much stuck work the filter means now. */
export async function countStuck(
  database: Queryable,
  tables: TableNames,
  filter: StuckFilter,
): Promise<StuckMatches> {
  const kinds = kindsOf(filter);
  if (kinds.length === 0) return { total: 0, oldest: null, newest: null };
  const [matches] = await database.query<StuckMatches[]>(matchesSql(tables, kinds), filterValues(filter));
  return matches ?? { total: 0, oldest: null, newest: null };
}

function matchesSql(tables: TableNames, kinds: readonly StuckKind[]): string {
  const each = kinds.map((kind) => `select ${GIVEN_UP[kind]} as at ${stuckSql(tables, kind, 1)}`);
  return `select count(*)::int as total, min(at) as oldest, max(at) as newest from (${each.join(' union all ')}) stuck`;
}
