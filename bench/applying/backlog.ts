import { createHash, randomUUID } from 'node:crypto';
import { aWebhook } from 'nestjs-idenfy/testing';
import type { Client } from 'pg';
import { cipher, webhookAssociatedData } from './encryption.js';

const BODY_BYTES = 2_048;
const PER_STATEMENT = 1_000;

/**
 * Sessions that wait for their result, with one stored webhook each: a final approval of 2 KB, encrypted as the
 * receiver stores it. Call it within a transaction, so that a worker sees all of them at the same moment.
 */
export async function storeBacklog(client: Client, count: number): Promise<void> {
  const run = randomUUID();
  for (let start = 0; start < count; start += PER_STATEMENT) {
    const length = Math.min(PER_STATEMENT, count - start);
    await storeWebhooks(
      client,
      Array.from({ length }, (_, index) => `${run}-${start + index}`),
    );
  }
}

async function storeWebhooks(client: Client, scanRefs: readonly string[]): Promise<void> {
  const webhooks = scanRefs.map(sealedWebhook);
  await client.query(
    `with session as (
       insert into idenfy_verification
              (id, scan_ref, client_id, status, auth_token, redirect_url, expires_at, session_length, deadline_at, started_by)
       select gen_random_uuid(), scan_ref, 'person-' || scan_ref, 'ACTIVE', $2, $3,
              now() + interval '1 hour', 1800, now() + interval '2 hours', 'bench'
         from unnest($1::text[]) as s(scan_ref)
       returning id, client_id
     )
     insert into idenfy_client (client_id, standing, attempts, current_verification_id)
     select client_id, 'PENDING', 1, id from session`,
    [scanRefs, cipher.seal('x'.repeat(40), 'token'), cipher.seal('x'.repeat(80), 'url')],
  );
  await client.query(
    `insert into idenfy_webhook (digest, body, event_type)
     select digest, body, 'IDENTIFICATION_AUTO_FINISHED' from unnest($1::bytea[], $2::bytea[]) as c(digest, body)`,
    [webhooks.map(({ digest }) => digest), webhooks.map(({ body }) => body)],
  );
}

function sealedWebhook(scanRef: string): { digest: Buffer; body: Buffer } {
  const fields = { scanRef, clientId: `person-${scanRef}` };
  const missing = BODY_BYTES - JSON.stringify(aWebhook({ ...fields, clientLocation: '' })).length;
  const bytes = Buffer.from(
    JSON.stringify(aWebhook({ ...fields, clientLocation: 'x'.repeat(Math.max(0, missing)) })),
  );
  const digest = createHash('sha256').update(bytes).digest();
  return { digest, body: cipher.seal(bytes, webhookAssociatedData(digest.toString('hex'))) };
}
