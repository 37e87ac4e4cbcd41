import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { IdenfyClock } from '../client/clock.js';
import { Database } from '../database/database.js';
import { notifySql } from '../database/notifications.js';
import { nowSql } from '../database/now-sql.js';
import { FreeTexts, type TextSealer } from '../privacy/free-texts.js';
import type { DeadLetterScope, ReplayAct } from '../outbox/dead-letters.js';

/** What was made due. */
export interface MadeDue {
  /** Webhooks that waited for a retry or for the row of their session. */
  readonly webhooks: number;
  /** Handler runs that waited for a retry. */
  readonly runs: number;
}

/** Work that waits for its time: webhooks and handler runs whose last attempt failed, and webhooks without a session yet. */
@Injectable()
export class WaitingWork {
  constructor(
    private readonly database: Database,
    private readonly clock: IdenfyClock,
    @Inject(FreeTexts) private readonly texts: TextSealer,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Makes everything that waits due now, once what it failed of is fixed. Attempts made so far still count. Who did so and
   * why is kept in the audit, also where nothing waited.
   */
  async tryNow(
    { actor, reason }: ReplayAct,
    { account }: Pick<DeadLetterScope, 'account'> = {},
  ): Promise<MadeDue> {
    const { webhook, handlerRun, verification, freeText } = this.database.tables;
    const { digest, content } = this.texts.seal(reason);
    return this.database.transaction(async (manager) => {
      const [made] = await manager.query<(MadeDue & { now: Date })[]>(
        `with clock as materialized (
         select ${nowSql('$1')} as now
       ), later_webhooks as materialized (
         select w.id
           from ${webhook} w, clock
          where w.state in ('received', 'waiting') and w.next_try_at > clock.now
            and ($2::text is null or w.account = $2)
          order by w.id
            for update of w skip locked
       ), webhooks as (
         update ${webhook} w set next_try_at = clock.now
           from later_webhooks later, clock
          where w.id = later.id
         returning w.id
       ), later_runs as materialized (
         select r.id
           from ${handlerRun} r, clock
          where r.state = 'pending' and r.next_try_at > clock.now
            and (r.leased_until is null or r.leased_until <= clock.now)
            and ($2::text is null
              or $2 = coalesce((select v.account from ${verification} v where v.id = r.verification_id),
                               (select w.account from ${webhook} w where w.id = r.inbox_id)))
          order by r.id
            for update of r skip locked
       ), runs as (
         update ${handlerRun} r set next_try_at = clock.now
           from later_runs later, clock
          where r.id = later.id
         returning r.id
       ), made as (
         select (select count(*)::int from webhooks) as webhooks, (select count(*)::int from runs) as runs
       ), texts as (
         insert into ${freeText} (digest, content) values ($3, $4)
       )
       select webhooks, runs, now, ${notifySql('inbox')}::text, ${notifySql('runs')}::text from made, clock`,
        [this.clock.databaseTime(), account ?? null, digest, content],
      );
      if (!made) throw new Error('The statement that makes work due returned no row.');
      const { webhooks, runs, now: at } = made;
      await this.trail.recordAccess(manager, [
        {
          verificationId: null,
          account: account ?? null,
          staffId: actor.id,
          action: 'INBOX_TRY',
          detail: `webhooks ${webhooks}, runs ${runs}`,
          reasonDigest: digest,
          at,
        },
      ]);
      return { webhooks, runs };
    });
  }

  /** Makes webhooks due whose last attempt failed: what starts now may have the key or the fix that they wait for. */
  async tryFailedWebhooks(): Promise<void> {
    const { webhook } = this.database.tables;
    await this.database.query(
      `update ${webhook} w
          set next_try_at = ${nowSql('$1')}
        where w.id in (select later.id
                         from ${webhook} later
                        where later.state = 'received' and later.last_error is not null
                          and later.next_try_at > ${nowSql('$1')}
                        order by later.id
                          for update skip locked)`,
      [this.clock.databaseTime()],
    );
  }
}
