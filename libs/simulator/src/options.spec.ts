import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CHECK_NAMES, CHECK_RESULTS } from './checks/check-results.js';
import { resolveOptions } from './options.js';

const page = readFileSync(new URL('../../../docs/simulator.md', import.meta.url), 'utf8').replace(
  /^```[^]*?^```/gm,
  '',
);
const code = new Set([...page.matchAll(/`([^`]+)`/g)].map(([, text]) => text));

describe('docs/simulator.md', () => {
  it('has every switch', () => {
    const { behaviour } = resolveOptions({});
    const switches = [...Object.keys(behaviour), ...Object.keys(behaviour.features)];

    expect(switches.filter((name) => !code.has(name))).toEqual([]);
  });

  it('has every check with every result and its tags', () => {
    const missing = CHECK_NAMES.filter((check) => {
      const row =
        page.split('\n').find((line) => line.startsWith('|') && line.includes(`\`${check}\``)) ?? '';
      const named = Object.entries(CHECK_RESULTS[check]).flatMap(([result, tags]) => [
        `\`${result}\``,
        ...tags,
      ]);
      return named.some((text) => !row.includes(text));
    });

    expect(missing).toEqual([]);
  });
});
