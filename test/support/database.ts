import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { QueryResultRow } from 'pg';
import { inject } from 'vitest';

/** An empty database for one spec file. */
export interface TestDatabase {
  readonly url: string;
  query<Row extends QueryResultRow = Record<string, unknown>>(
    sql: string,
    params?: readonly unknown[],
  ): Promise<Row[]>;
  /** Removes it, and throws out whoever is still connected. */
  drop(): Promise<void>;
}

/** For `beforeAll`; call `drop` in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(serverUrl, `create database ${name} template template0`);

  const url = urlOf(serverUrl, name);
  const client = new Client({ connectionString: url });
  await client.connect();
  return {
    url,
    async query<Row extends QueryResultRow>(sql: string, params: readonly unknown[] = []) {
      const { rows } = await client.query<Row>(sql, [...params]);
      return rows;
    },
    async drop() {
      await client.end();
      await onServer(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

async function onServer(serverUrl: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
