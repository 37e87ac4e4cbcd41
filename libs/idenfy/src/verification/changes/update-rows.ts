import type { EntityManager } from 'typeorm';
import type { TableNames } from '../table-names.js';
import type { Change } from './change.js';
import { CHANGEABLE_COLUMNS, inWords, moment } from './changeable-columns.js';

const ID = inWords('id', 'uuid', ({ id }) => id);
const CLOSED_AT = moment('closed_at', ({ closedAt }) => closedAt);
const PERSONAL_DATA = inWords('personal_data', 'bytea', ({ personalData }) => personalData);

/**
 * Writes the columns that any of the changes moved. What a closed attempt was resumed with is forgotten. The rows are
 * then what a select would answer.
 */
export async function updateRows(
  manager: EntityManager,
  { verification }: TableNames,
  changes: readonly Change[],
): Promise<void> {
  const moved = new Set(changes.flatMap((change) => change.movedColumns()));
  const plain = CHANGEABLE_COLUMNS.filter((column) => moved.has(column));
  const rows = changes.map((change) => change.verification);
  // it is not loaded with a verification, so what is missing here has not changed
  const kept = rows.some(({ personalData }) => personalData) ? [PERSONAL_DATA] : [];
  const columns = [ID, CLOSED_AT, ...plain, ...kept];
  await manager.query(
    `update ${verification} v
        set ${[CLOSED_AT, ...plain].map(({ name, type }) => `${name} = r.${name}::${type}, `).join('')}
            ${kept.map(({ name, type }) => `${name} = coalesce(r.${name}::${type}, v.${name}), `).join('')}
            auth_token = case when r.closed_at is null then v.auth_token end,
            redirect_url = case when r.closed_at is null then v.redirect_url end,
            digit_string = case when r.closed_at is null then v.digit_string end,
            updated_at = now(), version = v.version + 1
       from unnest(${columns.map(({ sentAs }, index) => `$${index + 1}::${sentAs}[]`).join(', ')})
         as r(${columns.map(({ name }) => name).join(', ')})
      where v.id = r.id::uuid`,
    columns.map(({ arrayOf }) => arrayOf(rows)),
  );
  for (const { verification: row, at } of changes) {
    row.version += 1;
    row.updatedAt = at;
    Reflect.deleteProperty(row, 'personalData');
  }
}
