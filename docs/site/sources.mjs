// Declarations and their doc comments, read from the sources of the packages.
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export { ts };

const root = new URL('../../', import.meta.url);

export async function sourceFiles(folder) {
  const names = (await readdir(new URL(folder, root), { recursive: true })).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('spec.ts'),
  );
  return Promise.all(
    names.map(async (name) => {
      const file = fileURLToPath(new URL(`${folder}/${name}`, root));
      return ts.createSourceFile(file, await readFile(file, 'utf8'), ts.ScriptTarget.Latest, true);
    }),
  );
}

/** The named declarations at the top level of a folder's files, by name. */
export async function declarationsIn(folder, isWanted) {
  const statements = (await sourceFiles(folder)).flatMap((file) => [...file.statements]);
  return new Map(statements.filter((node) => isWanted(node)).map((node) => [node.name?.text ?? '', node]));
}

/** The doc comment of a declaration, with links as plain names. */
export function docOf(node) {
  const [doc] = node ? ts.getJSDocCommentsAndTags(node).filter((part) => ts.isJSDoc(part)) : [];
  return (ts.getTextOfJSDocComment(doc?.comment) ?? '').replaceAll(/\{@link ([\w.]+)\}/g, '`$1`');
}
