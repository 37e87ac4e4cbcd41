import {
  APPEND_ONLY,
  PRUNED,
  quoted,
  type Table,
  TABLES,
  tableNamesFor,
  type TablePlace,
} from './table-names.js';

/**
 * The SQL that lets `role` run the service, while another role owns the tables. History and the record of what staff did
 * can only be added to, and rows are deleted only where the service prunes them. Identity columns need no privilege.
 */
export function grantsFor(role: string, place: TablePlace): string {
  const names = tableNamesFor(place);
  const to = `to ${quoted(role)};`;
  const grant = (privileges: string, tables: readonly Table[]) =>
    `grant ${privileges} on\n${tables.map((table) => `  ${names[table]}`).join(',\n')}\n${to}`;
  return [
    'begin;',
    usage(place.schema, to),
    grant('select, insert', TABLES),
    grant(
      'update',
      TABLES.filter((table) => !APPEND_ONLY.includes(table)),
    ),
    grant('delete', PRUNED),
    'commit;',
  ].join('\n\n');
}

function usage(schema: string | undefined, to: string): string {
  if (schema !== undefined) return `grant usage on schema ${quoted(schema)} ${to}`;
  return `-- the default schema: every role may use "public"; another one needs: grant usage on schema … ${to}`;
}
