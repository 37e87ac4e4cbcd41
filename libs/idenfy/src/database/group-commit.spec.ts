import { describe, expect, it } from 'vitest';
import { GroupCommit } from './group-commit.js';

/** A writer whose groups end when the test says so. */
function writer(limits: { maxItems?: number; maxWeight?: number; maxWaitingWeight?: number } = {}) {
  const groups: { items: readonly string[]; end: (error?: Error) => void }[] = [];
  const commits = new GroupCommit<string, string>(
    { maxItems: 100, maxWeight: 1_000, maxWaitingWeight: 1_000, weigh: (item) => item.length, ...limits },
    (items) =>
      new Promise((resolve, reject) => {
        const end = (error?: Error) =>
          error ? reject(error) : resolve(items.map((item) => `${item} stored`));
        groups.push({ items, end });
      }),
  );
  return { groups, commits };
}

describe('a group commit', () => {
  it('writes a lone item at once', () => {
    const { groups, commits } = writer();
    void commits.add('a');

    expect(groups.map(({ items }) => items)).toEqual([['a']]);
  });

  it('collects the next group while one is written, and gives each item its own result', async () => {
    const { groups, commits } = writer();
    const first = commits.add('a');
    const others = [commits.add('b'), commits.add('c')];
    expect(groups).toHaveLength(1);

    groups[0]?.end();
    await expect(first).resolves.toBe('a stored');
    expect(groups[1]?.items).toEqual(['b', 'c']);

    groups[1]?.end();
    await expect(Promise.all(others)).resolves.toEqual(['b stored', 'c stored']);
  });

  it('splits a large backlog into equal groups', async () => {
    const { groups, commits } = writer();
    for (const item of 'abcdefghij') void commits.add(item);
    for (const index of [0, 1]) {
      groups[index]?.end();
      await new Promise(setImmediate);
    }

    expect(groups.map(({ items }) => items.join(''))).toEqual(['a', 'bcdef', 'ghij']);
  });

  it('fails the items of the failed group only', async () => {
    const { groups, commits } = writer();
    const first = commits.add('a');
    const second = commits.add('b');

    groups[0]?.end(new Error('connection lost'));
    await expect(first).rejects.toThrow('connection lost');

    groups[1]?.end();
    await expect(second).resolves.toBe('b stored');
  });

  it('splits by number and by weight, and writes a heavy item alone', async () => {
    const { groups, commits } = writer({ maxItems: 3, maxWeight: 6 });
    for (const item of ['x', 'a', 'b', 'c', 'd', 'ffffffffff', 'gg']) void commits.add(item);
    for (let index = 0; index < 4; index++) {
      groups[index]?.end();
      await new Promise(setImmediate);
    }

    expect(groups.map(({ items }) => items.join(' '))).toEqual(['x', 'a b c', 'd', 'ffffffffff', 'gg']);
  });

  it('reports when its queue is full', () => {
    const { commits } = writer({ maxWaitingWeight: 3 });
    void commits.add('under way');
    void commits.add('ab');

    expect(commits.hasRoomFor('c')).toBe(true);
    expect(commits.hasRoomFor('cd')).toBe(false);
  });
});
