import { chmod, cp, lstat, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { arch, homedir, platform } from 'node:os';
import { join } from 'node:path';
import { UnsupportedPlatformError } from './errors/unsupported-platform.error.js';
import { restoreLibraryLinks } from './library-links.js';
import { runAs } from './server-owner.js';
import type { ShippedBinaries } from './shipped-binaries.js';

/**
 * A copy of the binaries which everybody may run and only we may write, made once per version.
 * It lies in the system's cache folder and not in the temporary one, where anybody could have put a folder of
 * that name before us, and where a cleaner removes single files that were not used for days.
 */
export async function readableCopy({ folder, version }: ShippedBinaries): Promise<string> {
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

/** Copied aside and renamed, so that a copy is whole or absent, whoever else copies or dies meanwhile. */
async function copyInOneStep(from: string, to: string, cache: string): Promise<void> {
  const aside = await mkdtemp(join(cache, 'copying-'));
  try {
    // The list of links names them as `native/…`, relative to the folder's parent.
    const native = join(aside, 'native');
    await cp(from, native, { recursive: true, verbatimSymlinks: true });
    await restoreLibraryLinks(native);
    // npm installs with the user's umask, which may have shut out everybody else.
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
