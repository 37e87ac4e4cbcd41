import { Client } from 'pg';

/** Rows of about 130 bytes: about as much as a benchmark writes. */
const ROWS = 5_000_000;

/**
 * Leaves WAL files that the server can reuse, as a server has after running for a while. A new server must create each
 * file first, with 16 MB of zeros, while a commit waits.
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
