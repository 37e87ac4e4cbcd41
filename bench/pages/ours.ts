import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { IdenfyAccess, type IdenfyCaller, type IdenfyHttpRequest, IdenfyModule } from 'nestjs-idenfy';
import { Client } from 'pg';
import { contender } from '../harness/contender.js';
import { type Adapter, libraryDatabase, serve } from '../harness/library-host.js';
import { MAX_STREAMS, type PagesInput, SIGNING_KEY } from './input.js';

/** `x-caller: person-1` is that person, `x-caller: staff:mary` is mary of the staff. */
@Injectable()
class HeaderAccess extends IdenfyAccess {
  identify({ headers }: IdenfyHttpRequest): IdenfyCaller | null {
    const caller = headers['x-caller'];
    if (typeof caller !== 'string') return null;
    return caller.startsWith('staff:') ? { staff: true, id: caller.slice(6) } : { clientId: caller };
  }
}

await contender<PagesInput & { adapter: Adapter }>(
  async ({ databaseUrl, simulatorUrl, verifications, adapter }) => {
    @Module({
      imports: [
        libraryDatabase(databaseUrl),
        IdenfyModule.forRoot({
          access: HeaderAccess,
          apiKey: 'simulator-key',
          apiSecret: 'simulator-secret',
          baseUrl: simulatorUrl,
          uiUrl: simulatorUrl,
          webhooks: { signingKeys: [SIGNING_KEY] },
          http: { maxStreams: MAX_STREAMS },
        }),
      ],
    })
    class OursModule {}

    const port = await serve(OursModule, adapter);
    await insertSessions(databaseUrl, verifications);
    return port;
  },
);

/** Sessions as starts leave them, by SQL: a start of each would take longer than the measurement. */
async function insertSessions(databaseUrl: string, count: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`set session_replication_role = 'replica'`);
  await client.query(
    `insert into idenfy_verification
            (id, scan_ref, client_id, status, final, rank, attention, deadline_at, expires_at, session_length, started_by,
             created_at, updated_at, visible_at, version)
     select lpad(to_hex(n), 32, '0')::uuid, 'scan-' || n, 'person-' || n, 'ACTIVE', false, 0, '{}', now() + interval '1 day',
            now() + interval '1 day', 1800, 'person', now(), now(), now(), 3
       from generate_series(0, $1::int - 1) n`,
    [count],
  );
  await client.query(
    `insert into idenfy_client (client_id, standing, attempts, current_verification_id)
     select 'person-' || n, 'PENDING', 1, lpad(to_hex(n), 32, '0')::uuid from generate_series(0, $1::int - 1) n`,
    [count],
  );
  await client.query('reset session_replication_role');
  await client.query('vacuum analyze');
  await client.end();
}
