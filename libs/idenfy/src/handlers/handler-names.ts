import type { Database } from '../database/database.js';
import { isAnnouncedSql } from '../database/entities/handler-registration.entity.js';
import type { HandlerKind } from './contexts.js';

/** Two letters, or three with one that no plain name has there: `eJ`, `t`, `_a2`. `Kyc` and `Crm` are names. */
const MINIFIED_CLASS = /^(.{0,2}|[a-z_$].{0,2}|[A-Z].?[\d_$])$/;
const MINIFIED_METHOD = /^(.|[A-Za-z_$][A-Z\d_$].?)$/;

/**
 * Whether a minifier chose the class or the method of `Class.method`. Its next build may choose another name, under which
 * the same change is handled again, with another idempotency key.
 */
export function looksMinified(fullName: string): boolean {
  const dot = fullName.lastIndexOf('.');
  return MINIFIED_CLASS.test(fullName.slice(0, dot)) || MINIFIED_METHOD.test(fullName.slice(dot + 1));
}

/** A handler as it is announced. */
export interface AnnouncedName {
  readonly name: string;
  readonly kind: HandlerKind;
  readonly filter: readonly string[];
}

/** A handler under a name that no process announced before, and the name that it probably had. */
export interface RenamedHandler {
  readonly name: string;
  readonly before: string;
}

/**
 * The handlers whose names are new, while a name that processes announced for the same changes within the last week is not
 * among those of this process.
 */
export function renamedHandlers(
  database: Database,
  handlers: readonly AnnouncedName[],
): Promise<RenamedHandler[]> {
  const { handler } = database.tables;
  return database.query(
    `select ours.name, min(other.name) as before
       from jsonb_to_recordset($1::jsonb) as ours(name text, kind text, filter text[])
       join ${handler} other on other.kind = ours.kind and other.filter = ours.filter
      where ${isAnnouncedSql('other')}
        and other.name <> all($2::text[])
        and not exists (select from ${handler} known where known.name = ours.name)
      group by ours.name
      order by ours.name`,
    [JSON.stringify(handlers), handlers.map(({ name }) => name)],
  );
}
