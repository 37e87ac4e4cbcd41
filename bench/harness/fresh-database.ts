import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A database for one contender, dropped afterwards, so that no contender pays for the rows of another. */
export async function withFreshDatabase<Result>(
  serverUrl: string,
  use: (databaseUrl: string) => Promise<Result>,
): Promise<Result> {
  const name = `bench_${randomBytes(8).toString('hex')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await onServer(serverUrl, `create database ${name} template template0`);
  try {
    return await use(url.href);
  } finally {
    await onServer(serverUrl, `drop database ${name} with (force)`);
  }
}

async function onServer(serverUrl: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(sql);
  await client.end();
}
