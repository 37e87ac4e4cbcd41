import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { KycApp } from '../support/kyc-app.js';
import { debianPostgres, PostgresServer } from './support/postgres-server.js';
import { LifeHandlers, liveAWholeLife } from './support/whole-life.js';

const OLDEST = 14;
const NEWEST = 18;
const VERSIONS = Array.from({ length: NEWEST - OLDEST + 1 }, (_, nth) => OLDEST + nth);

/** Where `.ci/run` installs versions from npm, as `pg14`, `pg16` and so on. */
const FOLDER = process.env['TEST_POSTGRES_FOLDER'];

describe.each(VERSIONS)('PostgreSQL %i', (version) => {
  const programs = programsOf(version);
  let server: PostgresServer | undefined;
  let database: TestDatabase | undefined;

  beforeAll(async () => {
    if (programs !== null) server = await PostgresServer.start(programs);
    database = server
      ? server.database
      : version === (await sharedVersion())
        ? await createTestDatabase()
        : undefined;
  }, 60_000);
  afterAll(async () => {
    await database?.drop();
    await server?.stop();
  });

  it('carries whole lives at once', async ({ skip }) => {
    if (!database) {
      console.log(`PostgreSQL ${version} is not installed here, so it is not tested.`);
      return skip();
    }
    const [row] = await database.query<{ version: string }>(
      `select current_setting('server_version') as version`,
    );
    expect(Number.parseInt(row?.version ?? '', 10)).toBe(version);

    const kyc = await KycApp.start({
      database,
      options: { keep: 'data', reconciliation: { everySeconds: 0.05 } },
      host: { providers: [LifeHandlers] },
    });
    await Promise.all(['ada', 'grace', 'linus'].map((person) => liveAWholeLife(kyc, person)));
    await kyc.app.close();
    await kyc.simulator.close();
  });
});

it('refuses an older PostgreSQL at boot', async ({ skip }) => {
  const programs = programsOf(OLDEST - 1);
  if (programs === null) {
    console.log(`PostgreSQL ${OLDEST - 1} is not installed here, so it is not tested.`);
    return skip();
  }
  const server = await PostgresServer.start(programs);
  try {
    await expect(KycApp.start({ database: server.database })).rejects.toThrow('use 14 or newer');
  } finally {
    await server.stop();
  }
});

function programsOf(version: number): string | null {
  const fromNpm = FOLDER === undefined ? [] : readdirSync(FOLDER).filter((name) => name === `pg${version}`);
  const [folder] = fromNpm
    .map((name) => join(FOLDER ?? '', name, 'native', 'bin'))
    .filter((path) => existsSync(path));
  return folder ?? debianPostgres(version);
}

/** Of the server that all specs share. */
async function sharedVersion(): Promise<number> {
  const shared = await createTestDatabase();
  const [row] = await shared.query<{ version: string }>(
    `select current_setting('server_version') as version`,
  );
  await shared.drop();
  return Number.parseInt(row?.version ?? '', 10);
}
