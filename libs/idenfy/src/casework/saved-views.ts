import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { Database } from '../database/database.js';
import { IdenfySavedView } from '../database/entities/saved-view.entity.js';
import { nowSql } from '../database/now-sql.js';
import { IdenfyConflictError, IdenfyNotFoundError } from '../errors/refusal.errors.js';

/** Views that a member of staff may have at most. */
export const MOST_VIEWS = 50;

/** Filters of the queue that members of staff have saved, each for themselves. */
@Injectable()
export class SavedViews {
  constructor(
    private readonly database: Database,
    private readonly clock: IdenfyClock,
  ) {}

  /** By name. */
  list(staffId: string): Promise<IdenfySavedView[]> {
    return this.database.run((manager) =>
      manager.find(IdenfySavedView, { where: { staffId }, order: { name: 'ASC' } }),
    );
  }

  /**
   * Saves a view, in place of an earlier one of that name.
   * @throws IdenfyConflictError `TOO_MANY_VIEWS` for a further one where there are 50
   */
  async save({ staffId, name, filters }: Omit<IdenfySavedView, 'savedAt'>): Promise<IdenfySavedView> {
    const { savedView } = this.database.tables;
    const [saved] = await this.database.query<Record<string, unknown>[]>(
      `insert into ${savedView} as s (staff_id, name, filters, saved_at)
       select $1, $2, $3::jsonb, ${nowSql('$4')}
        where (select count(*) from ${savedView} o where o.staff_id = $1 and o.name <> $2) < $5
           on conflict (staff_id, name) do update set filters = excluded.filters, saved_at = excluded.saved_at
       returning ${this.database.columns(IdenfySavedView, 's')}`,
      [staffId, name, JSON.stringify(filters), this.clock.databaseTime(), MOST_VIEWS],
    );
    if (!saved) throw new IdenfyConflictError({ identifier: 'TOO_MANY_VIEWS' });
    return this.database.entity(IdenfySavedView, saved);
  }

  /** @throws IdenfyNotFoundError where they have no view of that name */
  async remove(staffId: string, name: string): Promise<void> {
    const { savedView } = this.database.tables;
    const [, deleted] = await this.database.query<[unknown, number]>(
      `delete from ${savedView} where staff_id = $1 and name = $2`,
      [staffId, name],
    );
    if (deleted === 0) throw new IdenfyNotFoundError({ message: 'You have no saved view of that name.' });
  }
}
