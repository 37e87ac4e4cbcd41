import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const SOURCES = fileURLToPath(new URL('../replica/', import.meta.url));
/** Below the root of the repository, so that packages are found from there. */
const BUILDS = fileURLToPath(new URL('../../../dist/test-replica/', import.meta.url));

const compilerOptions: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  target: ts.ScriptTarget.ES2023,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
};

/** The replica as JavaScript: one that was killed is back sooner when its process need not compile it. */
export interface CompiledReplica {
  readonly main: string;
  remove(): Promise<void>;
}

export async function compileReplica(): Promise<CompiledReplica> {
  await mkdir(BUILDS, { recursive: true });
  const folder = await mkdtemp(BUILDS);
  const files = await readdir(SOURCES);
  await Promise.all(
    files.map(async (file) => {
      const source = await readFile(join(SOURCES, file), 'utf8');
      const { outputText } = ts.transpileModule(source, { compilerOptions });
      await writeFile(join(folder, file.replace(/\.ts$/, '.js')), outputText);
    }),
  );
  return { main: join(folder, 'main.js'), remove: () => rm(folder, { recursive: true }) };
}
