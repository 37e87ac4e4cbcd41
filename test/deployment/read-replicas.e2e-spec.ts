import { afterAll, beforeAll, describe, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';
import { MuteRelay } from './support/mute-relay.js';
import { debianPostgres, PostgresServer } from './support/postgres-server.js';
import { LifeHandlers, liveAWholeLife } from './support/whole-life.js';

const PROGRAMS = debianPostgres(15);
const DELAY_MS = 300;

if (PROGRAMS === null)
  console.warn('PostgreSQL 15 of Debian is not installed: read replicas are not tested.');

describe.skipIf(PROGRAMS === null)('a DataSource with read replicas', () => {
  let primary: PostgresServer;
  let standby: PostgresServer;
  let kyc: KycApp | undefined;

  beforeAll(async () => {
    primary = await PostgresServer.start(PROGRAMS ?? '');
    standby = await primary.standby(DELAY_MS);
  }, 60_000);
  afterAll(async () => {
    await standby?.stop();
    await primary?.stop();
  });

  it('is right where the standby replays 300 ms later', async () => {
    kyc = await started(standby.url);
    const app = kyc;
    await Promise.all(['ada', 'grace', 'linus'].map((person) => liveAWholeLife(app, person)));
    await close();
  });

  it('needs no replica: all of it works where the only one never answers', async () => {
    const { hostname, port } = new URL(primary.url);
    const relay = await MuteRelay.to(hostname, Number(port));
    const url = new URL(primary.url);
    url.port = String(relay.port);
    kyc = await started(url.href); // TypeORM opens one connection to each replica at the start
    relay.mute();
    await relay.close();

    await liveAWholeLife(kyc, 'margaret');
    await close();
  });

  function started(replica: string): Promise<KycApp> {
    return KycApp.start({
      database: primary.database,
      dataSource: { replication: { master: { url: primary.url }, slaves: [{ url: replica }] } },
      options: { keep: 'data', reconciliation: { everySeconds: 0.05 } },
      host: { providers: [LifeHandlers] },
    });
  }

  async function close(): Promise<void> {
    await kyc?.app.close();
    await kyc?.simulator.close();
  }
});
