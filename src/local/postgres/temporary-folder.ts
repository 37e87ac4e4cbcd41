import { lstat, mkdtemp, readdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveTo, partsOf } from './data-folder.js';
import type { DataFolder } from './data-folder.js';
import { isAlive } from './is-alive.js';
import { heldLock } from './lock-file.js';
import { canEnter, ownerFor, runAs } from './server-owner.js';
import type { ServerOwner } from './server-owner.js';

/** The name carries the process that made it: `nestjs-idenfy-postgres-4711-Xy12Ab`. */
const PREFIX = 'nestjs-idenfy-postgres-';

/** A fresh folder for one run; also removes those of runs which did not get to it, by a power cut say. */
export async function createTemporaryFolder(): Promise<DataFolder> {
  const owner = ownerFor({ uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 });
  // Removing it is the server user's business, who must be able to get there.
  const base = (await canEnter(owner, tmpdir())) ? tmpdir() : '/tmp';
  await removeAbandoned(base, owner);
  const path = await realpath(await mkdtemp(join(base, `${PREFIX}${process.pid}-`)));
  await giveTo(owner, path);
  return { ...partsOf(path), owner, temporary: true, discard: () => remove(path, owner) };
}

async function removeAbandoned(base: string, owner: ServerOwner): Promise<void> {
  const names = (await readdir(base)).filter((name) => name.startsWith(PREFIX));
  for (const path of names.map((name) => join(base, name))) {
    if (!(await isAbandoned(path, owner))) continue;
    // Another run may be at it too; what stays is for the next one.
    await remove(path, owner).catch(() => {});
  }
}

async function isAbandoned(path: string, owner: ServerOwner): Promise<boolean> {
  const maker = Number(path.slice(path.lastIndexOf(PREFIX) + PREFIX.length).split('-', 1)[0]);
  if (!(maker > 0) || isAlive(maker)) return false;
  try {
    const found = await lstat(path);
    const ours = found.isDirectory() && found.uid === (owner.uid ?? process.getuid?.());
    return ours && (await heldLock(join(path, 'cluster'))) === undefined;
  } catch {
    return false;
  }
}

/** As the server's user, never as root: in a folder open to all, root could be led elsewhere half-way. */
async function remove(path: string, owner: ServerOwner): Promise<void> {
  await runAs(owner, 'rm', ['-rf', '--', path]);
}
