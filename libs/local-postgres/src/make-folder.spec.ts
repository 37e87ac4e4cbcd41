import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder.js';

describe('the creation of a folder', () => {
  it('creates missing parents, also in concurrent calls', async () => {
    const base = await mkdtemp(join(tmpdir(), 'make-folder-'));
    const path = join(base, 'a', 'b', 'c');

    await Promise.all([makeFolder(path), makeFolder(path), makeFolder(join(base, 'a', 'd'))]);

    expect((await stat(path)).isDirectory()).toBe(true);
    await rm(base, { recursive: true });
  });

  it('fails below a file', async () => {
    const base = await mkdtemp(join(tmpdir(), 'make-folder-'));
    await writeFile(join(base, 'file'), '');

    await expect(makeFolder(join(base, 'file', 'below'))).rejects.toThrow(/EEXIST|ENOTDIR/);
    await rm(base, { recursive: true });
  });

  it.runIf(process.platform === 'linux')(
    'fails where the system refuses, instead of looping without end',
    async () => {
      await expect(makeFolder('/proc/nowhere/below')).rejects.toThrow('ENOENT');
    },
  );
});
