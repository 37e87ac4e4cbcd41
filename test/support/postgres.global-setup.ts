import type { TestProject } from 'vitest/node';
import { startPostgres } from '@nestjs-idenfy/local-postgres';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server all specs share; each makes a database of its own in it. */
    postgresUrl: string;
  }
}

/** One PostgreSQL for the whole run: yours if TEST_DATABASE_URL names one, else an embedded one. */
export default async function provideDatabaseServer(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  const server = given ? { url: given, stop: async () => {} } : await startPostgres({ durable: false });
  project.provide('postgresUrl', server.url);
  process.env['TEST_BASE_URL'] = server.url;
  return () => server.stop();
}
