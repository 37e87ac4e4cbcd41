import type { DataSource } from 'typeorm';

/** How long until the next of the rows with `next_try_at` is due, in milliseconds; `otherwise` when none is. */
export async function untilNextDue(
  dataSource: DataSource,
  { from, where, now, otherwise }: { from: string; where: string; now: Date; otherwise: number },
  params: readonly unknown[] = [],
): Promise<number> {
  const [row] = await dataSource.query<{ at: Date | null }[]>(
    `select min(next_try_at) as at from ${from} where ${where} and next_try_at > $1::timestamptz`,
    [now, ...params],
  );
  if (!row?.at) return otherwise;
  return Math.min(otherwise, Math.max(1, row.at.getTime() - now.getTime()));
}
