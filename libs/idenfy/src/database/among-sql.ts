/**
 * SQL: whether `key` is one of what `select` returns, for the rows that a statement locks or updates. The planner does not see
 * how many there are and takes the index. Where it sees them, in a parameter or a join, it reads the whole table as long as
 * that has fewer than some twenty times as many rows, dead ones included, or did when its statistics were made.
 *
 * @param select a query of one column, such as `select unnest($1::bigint[])`
 */
export function amongSql(key: string, select: string): string {
  return `${key} = any(array(${select}))`;
}
