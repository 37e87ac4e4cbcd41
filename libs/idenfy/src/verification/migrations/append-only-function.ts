/** Name of the function behind a table's append-only trigger: beside its table, in the same schema. */
export function appendOnlyFunction(table: string): string {
  return `${table.slice(0, -1)}_append_only"()`;
}
