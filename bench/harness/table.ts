import type { BenchResult } from './result.js';

/** The result as a table for the screen. */
export function tableOf({ scenario, machine, rounds, contenders, ratios }: BenchResult): string {
  const rows = contenders.map(({ name, median, unit, samples }) => [
    name,
    String(median),
    unit,
    samples.join(' '),
  ]);
  const header = ['contender', 'median', 'unit', 'samples'];
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    '',
    `${scenario} · ${rounds} rounds · ${machine}`,
    line(header),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map(line),
    ...Object.entries(ratios).map(([name, value]) => `${name}: ${value}`),
    '',
  ].join('\n');
}
