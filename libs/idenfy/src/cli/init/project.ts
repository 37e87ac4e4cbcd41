import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';

/** The application that `init` extends. */
export interface Project {
  readonly folder: string;
  /** Where its sources are, relative to `folder`. */
  readonly sourceRoot: string;
  readonly esModules: boolean;
  /** Major version of Nest. */
  readonly nest: number;
  /** Names in `dependencies` and `devDependencies`. */
  readonly packages: ReadonlySet<string>;
  /** How its package manager adds a package. */
  readonly addCommand: string;
}

interface Manifest {
  readonly type?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** @throws Error when the folder has no application of Nest 11 or newer */
export async function readProject(folder: string): Promise<Project> {
  const text = await readText(folder, 'package.json');
  const manifest = text === null ? {} : (JSON.parse(text) as Manifest);
  const packages = { ...manifest.devDependencies, ...manifest.dependencies };
  const nest = Number(/\d+/.exec(packages['@nestjs/core'] ?? '')?.[0]);
  if (!(nest >= 11)) {
    throw new Error('there is no application of Nest 11 or newer here: run this beside its package.json');
  }
  const settings = await readText(folder, 'nest-cli.json');
  const { sourceRoot = 'src' } = settings === null ? {} : (JSON.parse(settings) as { sourceRoot?: string });
  return {
    folder,
    sourceRoot: posix.normalize(sourceRoot),
    esModules: manifest.type === 'module',
    nest,
    packages: new Set(Object.keys(packages)),
    addCommand: await addCommandOf(folder),
  };
}

async function addCommandOf(folder: string): Promise<string> {
  const files = await readdir(folder);
  if (files.includes('pnpm-lock.yaml')) return 'pnpm add';
  return files.includes('yarn.lock') ? 'yarn add' : 'npm install';
}

/** The text of a file, or null when there is none. */
export async function readText(folder: string, path: string): Promise<string | null> {
  try {
    return await readFile(join(folder, path), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

const CONNECTION = /\bTypeOrmModule\.forRoot(Async)?\(|\bnew DataSource\(/;

/** Files that open a connection of TypeORM, by path; `except` is one that does not count. */
export async function connectionsOf(project: Project, except: string): Promise<Map<string, string>> {
  const { folder, sourceRoot } = project;
  const below = await readdir(join(folder, sourceRoot), { recursive: true }).catch(() => []);
  const paths = [
    ...(await readdir(folder)),
    ...below.map((path) => posix.join(sourceRoot, path.replaceAll('\\', '/'))),
  ];
  const found = new Map<string, string>();
  for (const path of paths) {
    if (!path.endsWith('.ts') || /\.(d|spec|e2e-spec|test)\.ts$/.test(path) || path === except) continue;
    const text = await readText(folder, path);
    if (text !== null && CONNECTION.test(text)) found.set(path, text);
  }
  return found;
}
