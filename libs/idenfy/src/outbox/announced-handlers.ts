import type { AuditTrail } from '../audit/audit-trail.js';
import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { Database } from '../database/database.js';
import {
  type IdenfyHandlerRegistration,
  isAnnouncedSql,
} from '../database/entities/handler-registration.entity.js';
import { nowSql } from '../database/now-sql.js';
import { IdenfyConflictError, IdenfyNotFoundError } from '../errors/refusal.errors.js';
import type { TextSealer } from '../privacy/free-texts.js';
import type { ReplayAct } from './dead-letters.js';
import { isInUseSql } from './outbox-writes.js';

/** A handler with one filter, as processes announced it, or the name of runs that no process has announced. */
export interface AnnouncedHandler {
  readonly name: string;
  /** Null where no process has announced the name. */
  readonly kind: IdenfyHandlerRegistration['kind'] | null;
  readonly filter: readonly string[] | null;
  /** When a process first announced it, and last did. */
  readonly since: Date | null;
  readonly until: Date | null;
  /** Whether changes that its filter names still get runs. */
  readonly getsRuns: boolean;
  /** Runs of this name, whichever filter wanted them: those to be called, and dead letters. */
  readonly pending: number;
  readonly dead: number;
}

/** The handlers that processes have announced, and the end of those that are gone. */
@Injectable()
export class AnnouncedHandlers {
  constructor(
    private readonly database: Database,
    private readonly clock: IdenfyClock,
  ) {}

  /** By name, the filter that was announced last first. Each state has an index of its own; for both at once all runs would be read. */
  list(): Promise<AnnouncedHandler[]> {
    const { handler, handlerRun } = this.database.tables;
    return this.database.query(
      `select coalesce(h.name, r.handler) as name, h.kind, h.filter, h.registered_at as since, h.last_seen_at as until,
              coalesce(${isAnnouncedSql('h')}, false) as "getsRuns",
              coalesce(r.pending, 0) as pending, coalesce(r.dead, 0) as dead
         from ${handler} h
         full join (
           select handler, count(*) filter (where state = 'pending')::int as pending,
                  count(*) filter (where state = 'dead')::int as dead
             from (select handler, state from ${handlerRun} where state = 'pending'
                    union all
                   select handler, state from ${handlerRun} where state = 'dead') open
            group by handler
         ) r on r.handler = h.name
        order by 1, h.last_seen_at desc, h.filter`,
    );
  }

  /**
   * Closes the pending and dead runs of a handler that is gone, so that they are not called should its name return, and ends
   * its registrations. Who did so and why is kept in the audit.
   *
   * @returns how many runs were closed
   * @throws IdenfyConflictError while processes use the handler
   * @throws IdenfyNotFoundError for a name without registration and run
   */
  async drop(
    name: string,
    { actor, reason }: ReplayAct,
    { texts, trail }: { texts: TextSealer; trail: AuditTrail },
  ): Promise<number> {
    const { handler, handlerRun, freeText } = this.database.tables;
    const { digest, content } = texts.seal(reason);
    const done = await this.database.transaction(async (manager) => {
      const [result] = await manager.query<{ inUse: boolean; known: boolean; dropped: number; now: Date }[]>(
        `with clock as materialized (
         select ${nowSql('$2')} as now
       ), usage as materialized (
         select exists (select from ${handler} h where h.name = $1 and ${isInUseSql('h', '$2')}) as in_use
       ), ended as (
         delete from ${handler} h using usage where h.name = $1 and not usage.in_use returning h.name
       ), open as materialized (
         select r.id
           from ${handlerRun} r, usage
          where r.handler = $1 and r.state in ('pending', 'dead') and not usage.in_use
          order by r.id
            for update of r
       ), closed as (
         update ${handlerRun} r
            set state = 'unwanted', erased_ids = null, finished_at = clock.now, leased_until = null,
                last_error = case when r.erasure_id is null then r.last_error end
           from open, clock
          where r.id = open.id and r.state in ('pending', 'dead')
         returning r.id
       ), result as (
         select (select in_use from usage) as in_use, (select count(*)::int from closed) as dropped,
                exists (select from ended) or exists (select from closed) as known
       ), texts as (
         insert into ${freeText} (digest, content) select $3, $4 from result where known
       )
       select in_use as "inUse", known, dropped, now from result, clock`,
        [name, this.clock.databaseTime(), digest, content],
      );
      if (result?.known) {
        await trail.recordAccess(manager, [
          {
            verificationId: null,
            account: null,
            staffId: actor.id,
            action: 'HANDLER_DROP',
            detail: `${name}: runs ${result.dropped}`,
            reasonDigest: digest,
            at: result.now,
          },
        ]);
      }
      return result;
    });
    if (done?.inUse) {
      throw new IdenfyConflictError({
        identifier: 'HANDLER_IN_USE',
        message: `A process announced ${name} within the last two hours; stop it, and drop the handler later.`,
      });
    }
    if (!done?.known)
      throw new IdenfyNotFoundError({ message: `There is no handler ${name} and no run of it.` });
    return done.dropped;
  }
}
