import { createHash, randomUUID } from 'node:crypto';
import { aWebhook } from 'nestjs-idenfy/testing';
import type { Client } from 'pg';
import { cipher, webhookAssociatedData } from './encryption.js';

const BODY_BYTES = 2_048;
const PER_STATEMENT = 1_000;
/** Unix seconds. */
const FINISHED_AT = 1_700_000_042;

/**
 * Sessions that wait for their result, with one stored webhook each: a final approval of 2 KB, encrypted as the
 * receiver stores it. Call it within a transaction, so that a worker sees all of them at the same moment.
 *
 * @param verdicts webhooks of each session; all but the last are provisional
 * @param near whether those of a session stand 1,000 webhooks apart, so that processes hold them at the same time; otherwise the
 *   second ones follow all first ones
 */
export async function storeBacklog(
  client: Client,
  sessions: number,
  { verdicts = 1, near = false } = {},
): Promise<void> {
  const run = randomUUID();
  const statements = Array.from({ length: Math.ceil(sessions / PER_STATEMENT) }, (_, statement) =>
    Array.from(
      { length: Math.min(PER_STATEMENT, sessions - statement * PER_STATEMENT) },
      (_, index) => `${run}-${statement * PER_STATEMENT + index}`,
    ),
  );
  for (const scanRefs of statements) await storeSessions(client, scanRefs);
  const numbers = Array.from({ length: verdicts }, (_, index) => index + 1);
  const ordered = near
    ? statements.flatMap((scanRefs) => numbers.map((verdict) => ({ scanRefs, verdict })))
    : numbers.flatMap((verdict) => statements.map((scanRefs) => ({ scanRefs, verdict })));
  for (const { scanRefs, verdict } of ordered)
    await storeWebhooks(
      client,
      scanRefs.map((scanRef) => sealedWebhook(scanRef, verdict, verdicts)),
    );
}

/** Sessions that wait for their result, each of the person `person-<scanRef>`. */
export async function storeSessions(client: Client, scanRefs: readonly string[]): Promise<void> {
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
}

interface SealedWebhook {
  readonly digest: Buffer;
  readonly body: Buffer;
}

async function storeWebhooks(client: Client, webhooks: readonly SealedWebhook[]): Promise<void> {
  await client.query(
    `insert into idenfy_webhook (digest, body, event_type)
     select digest, body, 'IDENTIFICATION_AUTO_FINISHED' from unnest($1::bytea[], $2::bytea[]) as c(digest, body)`,
    [webhooks.map(({ digest }) => digest), webhooks.map(({ body }) => body)],
  );
}

/** The last verdict is final, the ones before are provisional. */
function sealedWebhook(scanRef: string, verdict: number, verdicts: number): SealedWebhook {
  const final = verdict === verdicts;
  const fields = { scanRef, clientId: `person-${scanRef}`, final, finishTime: FINISHED_AT + verdict };
  const missing = BODY_BYTES - JSON.stringify(aWebhook({ ...fields, clientLocation: '' })).length;
  const bytes = Buffer.from(
    JSON.stringify(aWebhook({ ...fields, clientLocation: 'x'.repeat(Math.max(0, missing)) })),
  );
  const digest = createHash('sha256').update(bytes).digest();
  return { digest, body: cipher.seal(bytes, webhookAssociatedData(digest.toString('hex'))) };
}
