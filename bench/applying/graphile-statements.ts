/** Prepared once for each connection, like `APPLY`. */
export const READ = {
  name: 'read',
  text: `select encode(digest, 'hex') as digest, body from idenfy_webhook where id = $1`,
};

/** Writes the rows that the library writes for a verdict, in one statement and so in one transaction. */
export const APPLY = {
  name: 'apply',
  text: `
    with known as (
      select id, client_id, status, final from idenfy_verification
       where account = 'default' and scan_ref = $1 and rank < $4
         for update
    ), changed as (
      update idenfy_verification v
         set status = $2, final = $3, rank = $4, fraud_tags = $5, mismatch_tags = $6, auto_document = $7, auto_face = $8,
             manual_document = $9, manual_face = $10, verified_until = $11::timestamptz, submitted_at = now(),
             deadline_at = null, auth_token = null, redirect_url = null, closed_at = now(), visible_at = now(),
             updated_at = now(), version = v.version + 1
        from known
       where v.id = known.id
    ), standing as (
      update idenfy_client c
         set standing = 'VERIFIED', verified_until = $11::timestamptz, current_verification_id = known.id, updated_at = now()
        from known
       where c.account = 'default' and c.client_id = known.client_id
    )
    insert into idenfy_verification_event
           (verification_id, from_status, from_final, to_status, final, changed, effect, cause, source, reported_status, inbox_id, actor)
    select id, status, final, $2, $3, true, 'applied', 'WEBHOOK', 'automatic', $2, $12, 'idenfy' from known`,
};
