import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { IdenfyClock } from '../client/clock.js';
import type { Actor } from '../database/actor.js';
import { Database } from '../database/database.js';
import { NOTIFY_EACH_SQL, topicMessages } from '../database/notifications.js';
import { currentTime } from '../database/now-sql.js';
import { IdenfyValidationError } from '../errors/refusal.errors.js';
import { StaffDirectory } from './staff-directory.js';

/** Who shall work on some verifications. */
export interface Assignment {
  /** Staff id from the {@link StaffDirectory}; null for no one. */
  readonly staff: string | null;
  /** Who assigns them. */
  readonly actor: Actor;
}

/** Who works on which verification. Each change is a line of history; it moves neither the version nor what a person sees. */
@Injectable()
export class Assignments {
  constructor(
    private readonly database: Database,
    private readonly directory: StaffDirectory,
    private readonly trail: AuditTrail,
    private readonly clock: IdenfyClock,
  ) {}

  /** Those of the ids that are verifications, of this account where one is given, and not erased. */
  async known(
    ids: readonly string[],
    { account = null }: { account?: string | null | undefined } = {},
  ): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }[]>(
      `select v.id from ${this.database.tables.verification} v
        where v.id = any($1::uuid[]) and v.erased_at is null and ($2::text is null or v.account = $2)
        order by v.id`,
      [ids, account],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Assigns the verifications with these ids, those that were erased left out. Returns the ids of those that the member of
   * staff works on now.
   *
   * The rows are locked first: the rows of the queue that a change adds meanwhile are then seen.
   *
   * @throws IdenfyValidationError for staff whom the directory does not list
   */
  async assign(ids: readonly string[], { staff, actor }: Assignment): Promise<readonly string[]> {
    await this.#assertListed(staff);
    const { verification, openCase } = this.database.tables;
    return this.database.transaction(async (manager) => {
      const locked = await manager.query<{ id: string }[]>(
        `select v.id from ${verification} v
          where v.id = any($1::uuid[]) and v.erased_at is null order by v.id for no key update of v`,
        [ids],
      );
      const known = locked.map(({ id }) => id);
      const rows = await manager.query<{ id: string }[]>(
        `with moved as (
           update ${verification} v set assignee = $2
            where v.id = any($1::uuid[]) and v.assignee is distinct from $2
           returning v.id
         ), cases as (
           update ${openCase} c set assignee = $2 from moved where c.verification_id = moved.id
         )
         select id from moved`,
        [known, staff],
      );
      const moved = rows.map(({ id }) => id);
      await this.trail.addToHistory(manager, moved, {
        at: await currentTime(manager, this.clock.databaseTime()),
        rowsOf: ({ status, final }) => [
          {
            fromStatus: status,
            fromFinal: final,
            toStatus: status,
            final,
            effect: 'noted',
            cause: 'ASSIGNED',
            source: 'staff',
            actor: actor.id,
            note: staff,
          },
        ],
      });
      await manager.query(NOTIFY_EACH_SQL, [topicMessages('cases', moved)]);
      return known;
    });
  }

  async #assertListed(staff: string | null): Promise<void> {
    if (staff === null) return;
    const known = await this.directory.list();
    if (known.some(({ id }) => id === staff)) return;
    throw new IdenfyValidationError({
      field: 'staff',
      message: "Field 'staff' must be the id of a member of staff whom the directory lists, or null.",
    });
  }
}
