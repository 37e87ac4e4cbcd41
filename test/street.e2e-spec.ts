import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import street from '../scripts/street.json' with { type: 'json' };

const library = resolve('libs/idenfy/src');
const importing = /(?:from|import)\s*\(?\s*'(\.[^']+)'/g;

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Every relative import that leaves its folder, specs apart: they may call in any part they test with. */
async function importsBetweenFolders(): Promise<readonly Import[]> {
  const files = (await readdir(library, { recursive: true })).filter((file) => /(?<!\.spec)\.ts$/.test(file));
  const found = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(library, file), 'utf8');
      const targets = [...text.matchAll(importing)].map(([, target = '']) =>
        resolve(library, file, '..', target),
      );
      return targets.map((target) => ({
        file,
        from: folderOf(file),
        to: folderOf(relative(library, target)),
      }));
    }),
  );
  return found.flat().filter(({ from, to }) => from !== to);
}

/** The first folder of a path; a file that lies directly in `src` has none and wires the others together. */
const folderOf = (path: string) => (path.includes(sep) ? path.slice(0, path.indexOf(sep)) : 'root');

describe('the street of the library', () => {
  it('runs one way: a folder imports only folders that stand before it', async () => {
    const imports = await importsBetweenFolders();

    const placeOf = (folder: string) => street.folders.indexOf(folder);
    const wrongWay = imports.filter(
      ({ from, to }) => placeOf(from) >= 0 && (placeOf(to) < 0 || placeOf(to) > placeOf(from)),
    );

    expect(imports.length).toBeGreaterThan(100);
    expect(wrongWay).toEqual([]);
  });

  it('names every folder there is, so that none stands outside the rule', async () => {
    const entries = await readdir(library, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);

    const known = [...street.folders, ...street.nobodyImports];

    expect(folders.filter((folder) => !known.includes(folder))).toEqual([]);
  });
});
