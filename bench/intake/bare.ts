import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { Pool } from 'pg';
import { contender } from '../harness/contender.js';
import { listen } from '../harness/listen.js';
import { SIGNING_KEY } from './signed-request.js';

const INSERT = `insert into bare_webhook (digest, body, event_type) values ($1, $2, $3)
                    on conflict (digest) do update set deliveries = bare_webhook.deliveries + 1`;

/** The minimum that stores a signed webhook durably: no framework, one row per commit. */
await contender<{ databaseUrl: string; prepared: boolean }>(async ({ databaseUrl, prepared }) => {
  const pool = new Pool({ connectionString: databaseUrl, max: 20 });
  await pool.query(
    `create table if not exists bare_webhook (digest bytea primary key, body bytea not null, event_type text,
                                              deliveries integer not null default 1,
                                              received_at timestamptz not null default now())`,
  );

  const store = async (request: IncomingMessage): Promise<number> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const given = Buffer.from(request.headers['idenfy-signature']?.toString() ?? '', 'hex');
    const expected = createHmac('sha256', SIGNING_KEY).update(body).digest();
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 401;
    const digest = createHash('sha256').update(body).digest();
    const values = [digest, body, request.headers['idenfy-event-type']];
    await pool.query(prepared ? { name: 'store', text: INSERT, values } : { text: INSERT, values });
    return 200;
  };

  const server = createServer((request, response) => {
    store(request).then(
      (status) => response.writeHead(status, { 'content-length': 0 }).end(),
      () => response.writeHead(503, { 'content-length': 0 }).end(),
    );
  });
  return listen(server);
});
