// What all bundles of tsc's output have in common, and their source maps, which lead to TypeScript.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode, encode } from '@jridgewell/sourcemap-codec';

/** Lets rolldown read the map that tsc wrote beside each file, so that a bundle's own map leads to TypeScript. */
const mapsOfTsc = {
  name: 'maps-of-tsc',
  async load(id) {
    const [code, map] = await Promise.all([readFile(id, 'utf8'), readFile(`${id}.map`, 'utf8')]);
    return { code, map: JSON.parse(map) };
  },
};

/** Options of rolldown for the output of tsc. */
export const BUNDLE_OF_TSC = {
  tsconfig: false,
  treeshake: false, // a class is there for its decorators, no matter what imports it
  plugins: [mapsOfTsc],
  checks: { pluginTimings: false }, // a slow machine is no reason to fail
  onLog: (level, log) => {
    throw new Error(`${level}: ${log.message}`);
  },
};

/**
 * Makes source maps a quarter as large. A map with a segment for each expression is as large as half of the code; a stack
 * trace needs the line of the source, and the code has nearly the lines of its source.
 */
export async function reduceMaps(dist) {
  const files = await readdir(dist, { recursive: true });
  const maps = files.filter((file) => file.endsWith('.js.map')).map((file) => join(dist, file));
  await Promise.all(maps.map(reduce));
}

async function reduce(file) {
  const { names: _unused, mappings, ...map } = JSON.parse(await readFile(file, 'utf8'));
  const lines = decode(mappings).map(startsOfSourceLines);
  await writeFile(file, JSON.stringify({ ...map, names: [], mappings: encode(lines) }));
}

/** Of the segments of one line of code, those where the line of the source changes. */
function startsOfSourceLines(segments) {
  return segments
    .filter(([, source, line], index) => {
      const before = segments[index - 1];
      return source !== undefined && (source !== before?.[1] || line !== before[2]);
    })
    .map((segment) => segment.slice(0, 4));
}
