import { mkdir, writeFile } from 'node:fs/promises';
import { rounded } from './statistics.js';

/** A line of a chart, its points from left to right. */
export interface ChartLine {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A chart of up to six lines. */
export interface Chart {
  /** Name of its file: `bench/results/<name>.svg`. */
  readonly name: string;
  readonly title: string;
  /** What the horizontal axis is, with its unit. It shows the values that points have, and no others. */
  readonly x: string;
  /** What the vertical axis is, with its unit. It begins at 0. */
  readonly y: string;
  /** Whether each doubling of `x` takes the same width: for 1, 2, 4, 8. @default false */
  readonly doubling?: boolean;
  readonly lines: readonly ChartLine[];
}

// Results stand beside the sources; this file runs compiled, as dist/bench/bench/harness/chart.js.
const RESULTS = new URL('../../../../bench/results/', import.meta.url);

const [WIDTH, HEIGHT] = [640, 340];
const PLOT = { left: 72, right: WIDTH - 24, top: 92, bottom: HEIGHT - 48 };
/** Colours that people with colour blindness tell apart, on white and on black. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#8a8a00', '#777777'];
const STYLE = `
    rect { fill: #ffffff } text { fill: #1f2328; font: 12px system-ui, sans-serif }
    .title { font-size: 14px; font-weight: 600 } .rule { stroke: #d1d9e0 }
    polyline { fill: none; stroke-width: 2.5; stroke-linejoin: round }
    @media (prefers-color-scheme: dark) { rect { fill: #0d1117 } text { fill: #e6edf3 } .rule { stroke: #3d444d } }`;

/**
 * Draws the chart to `bench/results/<name>.svg`. It has a background of its own, so it is readable on a light and on a dark page.
 *
 * @throws RangeError when it has no point, or more than six lines
 */
export async function drawChart(chart: Chart): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  await writeFile(new URL(`${chart.name}.svg`, RESULTS), svgOf(chart));
}

function svgOf({ title, x, y, doubling = false, lines }: Chart): string {
  const points = lines.flatMap((line) => line.points);
  if (points.length === 0) throw new RangeError('A chart needs a point.');
  if (lines.length > COLOURS.length) throw new RangeError(`A chart has ${COLOURS.length} lines at most.`);
  const placeOf = (value: number): number => (doubling ? Math.log2(value) : value);
  const xs = [...new Set(points.map(([value]) => value))].toSorted((one, other) => one - other);
  const [first, last] = [placeOf(xs.at(0) ?? 0), placeOf(xs.at(-1) ?? 0)];
  const step = niceStep(Math.max(...points.map(([, value]) => value)) / 6);
  const highest = step * Math.max(1, Math.ceil(Math.max(...points.map(([, value]) => value)) / step));
  const across = (value: number): number =>
    last === first
      ? (PLOT.left + PLOT.right) / 2
      : PLOT.left + ((placeOf(value) - first) / (last - first)) * (PLOT.right - PLOT.left);
  const up = (value: number): number => PLOT.bottom - (value / highest) * (PLOT.bottom - PLOT.top);

  const rules = Array.from({ length: Math.round(highest / step) + 1 }, (_, index) => rounded(index * step));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}\n</style>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" rx="6"/>`,
    text(PLOT.left, 24, title, 'class="title"'),
    text(PLOT.left, PLOT.top - 10, y),
    text((PLOT.left + PLOT.right) / 2, HEIGHT - 12, x, 'text-anchor="middle"'),
    ...rules.flatMap((value) => [
      `<line class="rule" x1="${PLOT.left}" x2="${PLOT.right}" y1="${at(up(value))}" y2="${at(up(value))}"/>`,
      text(PLOT.left - 8, up(value) + 4, inWords(value), 'text-anchor="end"'),
    ]),
    ...labelled(xs, across).map((value) =>
      text(across(value), PLOT.bottom + 18, inWords(value), 'text-anchor="middle"'),
    ),
    ...lines.flatMap((line, index) => drawn(line, COLOURS[index] ?? '', across, up)),
    ...legend(lines),
    '</svg>',
    '',
  ].join('\n');
}

function drawn(
  { points }: ChartLine,
  colour: string,
  across: (x: number) => number,
  up: (y: number) => number,
): string[] {
  const places = points.map(([x, y]) => [at(across(x)), at(up(y))] as const);
  const corners = places.map((place) => place.join(',')).join(' ');
  return [
    `<polyline stroke="${colour}" points="${corners}"/>`,
    ...places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3.5" fill="${colour}"/>`),
  ];
}

function legend(lines: readonly ChartLine[]): string[] {
  let [left, middle] = [PLOT.left, 40];
  return lines.flatMap(({ name }, index) => {
    const width = 16 + name.length * 7; // about the width of a letter
    if (left + width > WIDTH) [left, middle] = [PLOT.left, middle + 20];
    const key = `<circle cx="${left + 5}" cy="${middle}" r="5" fill="${COLOURS[index] ?? ''}"/>`;
    const words = text(left + 16, middle + 4, name);
    left += width + 20;
    return [key, words];
  });
}

/** The values whose numbers have room beside each other. */
function labelled(xs: readonly number[], across: (x: number) => number): number[] {
  let free = Number.NEGATIVE_INFINITY;
  return xs.filter((value) => {
    const half = inWords(value).length * 3.5;
    if (across(value) - half < free) return false;
    free = across(value) + half + 8;
    return true;
  });
}

/** 1, 2 or 5 times a power of ten, and at least `least`. */
function niceStep(least: number): number {
  if (least <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10) * power;
}

function text(x: number, y: number, words: string, attributes = ''): string {
  return `<text x="${at(x)}" y="${at(y)}"${attributes && ` ${attributes}`}>${escaped(words)}</text>`;
}

function at(coordinate: number): number {
  return Math.round(coordinate * 10) / 10;
}

function inWords(value: number): string {
  return value.toLocaleString('en');
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
