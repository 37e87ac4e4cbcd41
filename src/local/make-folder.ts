import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A folder and what is missing above it. Node's own `recursive` tries for ever where a system refuses with ENOENT, as /proc does. */
export async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path).catch(async (error: unknown) => {
    // Somebody else may have been faster.
    if (!(await isFolder(path))) throw error;
  });
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
