import type { Client } from 'pg';

const SESSIONS = 1_000_000;
const HISTORY_PER_SESSION = 10;

/**
 * The rows of a service after a few years: 1,000,000 sessions with an applied webhook (its bytes purged) and
 * 10,000,000 lines of history.
 */
export async function storeOldRows(client: Client): Promise<void> {
  // for this connection alone: the rows are consistent by construction, and checking each would take minutes
  await client.query(`set session_replication_role = 'replica'`);
  await client.query(
    `insert into idenfy_verification (id, scan_ref, client_id, status, final, started_by, created_at, closed_at)
     select gen_random_uuid(), 'old-' || n, 'old-person-' || n, 'APPROVED', true, 'past',
            now() - n * interval '1 minute', now() - n * interval '1 minute'
       from generate_series(1, $1::int) n`,
    [SESSIONS],
  );
  await client.query(
    `insert into idenfy_client (client_id, standing, attempts, current_verification_id)
     select client_id, 'VERIFIED', 1, id from idenfy_verification where started_by = 'past'`,
  );
  await client.query(
    `insert into idenfy_webhook (digest, event_type, scan_ref, state, attempts, received_at, applied_at, purged_at)
     select sha256(scan_ref::bytea), 'IDENTIFICATION_AUTO_FINISHED', scan_ref, 'applied', 1, created_at, created_at, now()
       from idenfy_verification where started_by = 'past'`,
  );
  await client.query(
    `insert into idenfy_verification_event
            (verification_id, from_status, to_status, final, changed, effect, cause, source, reported_status, actor, at)
     select id, 'ACTIVE', 'APPROVED', true, line = 1, 'confirmed', 'WEBHOOK', 'automatic', 'APPROVED', 'idenfy', created_at
       from generate_series(1, $1::int) line cross join idenfy_verification where started_by = 'past'`,
    [HISTORY_PER_SESSION],
  );
  await client.query(`reset session_replication_role`);
  await client.query('vacuum analyze');
}
