/** Prints a result to standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints a failure to standard error, as one line. */
export function printError(text: string): void {
  process.stderr.write(`nestjs-idenfy: ${text}\n`);
}

/** The result, as data for programs and as text for people. */
export interface Report {
  readonly data: unknown;
  readonly text: string;
}

/** What a cell may hold. */
export type Cell = string | number | Date | null;

/** Columns as wide as their widest cell; times to the second, a dash for null. */
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

const UNPRINTABLE = /[\p{Cc}\p{Cf}]/gu;

/** Control characters in text from outside could move the cursor of the terminal, so they become `?`. */
export function cell(value: Cell): string {
  if (value instanceof Date) return value.toISOString().replace(/\.\d{3}Z$/, 'Z');
  return value === null ? '-' : String(value).replaceAll(UNPRINTABLE, '?');
}
