/** What a cell may hold. */
export type Cell = string | number | Date | null;

const UNPRINTABLE = /[\p{Cc}\p{Cf}]/gu;

/** Columns as wide as what stands in them; a time to the second, nothing for null. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [head, ...rows].map((row) => row.map(cell));
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** What came from outside must not move the cursor of whoever reads it. */
export function cell(value: Cell): string {
  if (value instanceof Date) return value.toISOString().replace(/\.\d{3}Z$/, 'Z');
  return value === null ? '-' : String(value).replaceAll(UNPRINTABLE, '?');
}
