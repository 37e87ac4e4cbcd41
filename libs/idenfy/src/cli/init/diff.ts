const CONTEXT = 3;

interface Line {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
  /** Numbers of lines before this one, in the old and in the new text. */
  readonly before: number;
  readonly after: number;
}

/** What changes in a file, as `diff -u` prints it. `before` is null for a new file. */
export function unifiedDiff(path: string, before: string | null, after: string): string {
  const lines = compare(linesOf(before ?? ''), linesOf(after));
  const head = [before === null ? '--- /dev/null' : `--- a/${path}`, `+++ b/${path}`];
  return [...head, ...hunksOf(lines).flatMap(printed)].join('\n');
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}

function compare(old: readonly string[], next: readonly string[]): Line[] {
  const common = commonLengths(old, next);
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < next.length) {
    const at = { before: i, after: j };
    const keeps = i < old.length && old[i] === next[j];
    const removes = (common[i + 1]?.[j] ?? -1) >= (common[i]?.[j + 1] ?? -1);
    if (keeps) lines.push({ sign: ' ', text: old[i++] ?? '', ...at });
    else if (removes) lines.push({ sign: '-', text: old[i++] ?? '', ...at });
    else lines.push({ sign: '+', text: next[j] ?? '', ...at });
    if (keeps || !removes) j++;
  }
  return lines;
}

/** Length of the longest common subsequence of what begins at each pair of lines. */
function commonLengths(old: readonly string[], next: readonly string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () =>
    Array.from({ length: next.length + 1 }, () => 0),
  );
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = next.length - 1; j >= 0; j--) {
      const [row, below] = [lengths[i] ?? [], lengths[i + 1] ?? []];
      row[j] = old[i] === next[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}

/** Changes with the lines around them; those that touch are one hunk. */
function hunksOf(lines: readonly Line[]): Line[][] {
  const hunks: Line[][] = [];
  let end = 0;
  lines.forEach(({ sign }, index) => {
    if (sign === ' ') return;
    const start = Math.max(index - CONTEXT, end);
    const last = hunks.at(-1);
    const until = index + CONTEXT + 1;
    if (last && start === end) last.push(...lines.slice(end, until));
    else hunks.push(lines.slice(start, until));
    end = Math.min(until, lines.length);
  });
  return hunks;
}

function printed(hunk: readonly Line[]): string[] {
  const [first] = hunk;
  const range = (start: number, sign: '-' | '+') => {
    const count = hunk.filter((line) => line.sign !== sign).length;
    return `${count === 0 ? start : start + 1},${count}`;
  };
  const header = `@@ -${range(first?.before ?? 0, '+')} +${range(first?.after ?? 0, '-')} @@`;
  return [header, ...hunk.map(({ sign, text }) => `${sign}${text}`)];
}
