import { readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

interface LibraryLink {
  /** What is there, as in `native/lib/libpq.so.5.18`. */
  readonly source: string;
  /** What the binaries ask for, as in `native/lib/libpq.so.5`. */
  readonly target: string;
}

/**
 * npm packages cannot hold symbolic links, so these come as a list which a postinstall script makes good.
 * Where install scripts are off, nobody did.
 */
export async function restoreLibraryLinks(folder: string): Promise<void> {
  for (const { source, target } of await listedLinks(folder)) {
    try {
      await symlink(relative(dirname(target), source), join(dirname(folder), target));
    } catch {
      // It is there already, or this folder is not ours to write: then trying the binaries tells.
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
