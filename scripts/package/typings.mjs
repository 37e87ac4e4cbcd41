// The published typings: those that an entry point reaches, for ES modules with maps to the sources, and for CommonJS as
// TypeScript's `module: node16` wants them. Newer settings never read the second kind, so it has no comments.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

export async function writeTypings(lib, stage, { entries, esmOnly }) {
  const dist = resolve(lib, 'dist');
  for (const file of await reached(dist, entries)) {
    await copy(join(dist, file), join(stage, 'dist', file));
    await copy(join(dist, `${file}.map`), join(stage, 'dist', `${file}.map`));
  }
  const commonJs = entries.filter((name) => !esmOnly.includes(name));
  for (const file of await reached(dist, commonJs)) {
    const target = join(stage, 'dist/cjs', file);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, withoutComments(file, await readFile(join(dist, file), 'utf8')));
  }
}

async function copy(from, to) {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
}

/** Paths below `dist` of the typings of the entries, and of all that these import. */
async function reached(dist, entries) {
  const found = new Set(entries.map((name) => `${name}.d.ts`));
  for (const file of found) {
    const { importedFiles } = ts.preProcessFile(await readFile(join(dist, file), 'utf8'));
    const own = importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith('.'));
    for (const name of own)
      found.add(relative(dist, resolve(dist, dirname(file), name.replace(/\.js$/, '.d.ts'))));
  }
  return found;
}

const printer = ts.createPrinter({ removeComments: true });

function withoutComments(file, text) {
  return printer.printFile(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
}
