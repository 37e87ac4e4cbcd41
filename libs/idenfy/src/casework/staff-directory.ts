import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { Database } from '../database/database.js';
import { nowSql } from '../database/now-sql.js';

/** A member of staff to whom cases can be assigned. */
export interface StaffMember {
  /** `id` of the caller, as the access policy gives it. */
  readonly id: string;
  /** How pages show them; the id where it is missing. */
  readonly name?: string;
}

/**
 * The port that tells to whom cases can be assigned. Replace it with your own list:
 * `replace: [{ provide: StaffDirectory, useClass: Officers }]`.
 */
export abstract class StaffDirectory {
  /** All members of staff to whom a case may be assigned. */
  abstract list(): Promise<readonly StaffMember[]>;
}

/** Members of staff who acted within the last 90 days, by the audit. */
@Injectable()
export class RecentStaff extends StaffDirectory {
  constructor(
    private readonly database: Database,
    private readonly clock: IdenfyClock,
  ) {
    super();
  }

  /** One step along the index for each member of staff, however long the audit is. */
  async list(): Promise<readonly StaffMember[]> {
    const { access } = this.database.tables;
    return this.database.query<StaffMember[]>(
      `with recursive staff(id) as (
         (select staff_id from ${access} order by staff_id limit 1)
          union all
         select (select a.staff_id from ${access} a where a.staff_id > staff.id order by a.staff_id limit 1)
           from staff where staff.id is not null
       )
       select id from staff
        where id is not null
          and (select a.at from ${access} a where a.staff_id = staff.id order by a.id desc limit 1)
                > ${nowSql('$1')} - interval '90 days'
        order by id`,
      [this.clock.databaseTime()],
    );
  }
}
