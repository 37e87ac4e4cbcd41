import { Client } from 'pg';

/** Rows of about 130 bytes: as much as a benchmark is going to write. */
const ROWS = 5_000_000;

/**
 * Leaves the server with WAL files to use again, as one that has run for a while has them. A new server has to make
 * each file first, 16 MB of zeros, and lets whoever commits at that moment wait for it.
 */
export async function useWal(serverUrl: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`alter system set min_wal_size = '1GB'`);
  await client.query('select pg_reload_conf()');
  await client.query(
    `create table filler as select n, repeat('x', 100) from generate_series(1, ${ROWS}) as n`,
  );
  await client.query('drop table filler');
  await client.query('checkpoint');
  await client.end();
}
