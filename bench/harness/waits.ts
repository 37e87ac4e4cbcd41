import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';

const LOOK_EVERY_MS = 20;

/** What the connections of a database did on average, while something was measured. */
export interface Waits {
  /** Connections within a statement that waited for nothing: they had a processor, or wanted one. */
  readonly running: number;
  /** Connections that waited for a row or a table that another transaction holds. */
  readonly locks: number;
  /** Connections that waited for the write-ahead log: to write it, to sync it, or for the commit of others. */
  readonly wal: number;
  /** Connections that waited for anything else. */
  readonly others: number;
}

/** Looks at `pg_stat_activity` again and again while `work` runs. */
export async function waitsDuring(databaseUrl: string, work: () => Promise<void>): Promise<Waits> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const looks: Waits[] = [];
  let over = false;
  const looking = (async () => {
    while (!over) {
      const { rows } = await client.query<Waits>(LOOK);
      looks.push(...rows);
      await setTimeout(LOOK_EVERY_MS);
    }
  })();
  try {
    await work();
  } finally {
    over = true;
    await looking;
    await client.end();
  }
  const average = (figure: keyof Waits): number =>
    looks.reduce((sum, look) => sum + look[figure], 0) / looks.length;
  return {
    running: average('running'),
    locks: average('locks'),
    wal: average('wal'),
    others: average('others'),
  };
}

const LOOK = `
  select (count(*) filter (where wait_event_type is null))::int as running,
         (count(*) filter (where wait_event_type = 'Lock'))::int as locks,
         (count(*) filter (where wait_event ilike 'wal%'))::int as wal,
         (count(*) filter (where wait_event_type <> 'Lock' and wait_event not ilike 'wal%'))::int as others
    from pg_stat_activity
   where datname = current_database() and backend_type = 'client backend' and state = 'active' and pid <> pg_backend_pid()`;

/** Bytes of write-ahead log that the server wrote meanwhile. */
export async function walBytesDuring(client: Client, work: () => Promise<void>): Promise<number> {
  const before = await walPosition(client);
  await work();
  return (await walPosition(client)) - before;
}

async function walPosition(client: Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    `select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as bytes`,
  );
  return Number(rows[0]?.bytes);
}
