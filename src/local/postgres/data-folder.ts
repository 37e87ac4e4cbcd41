import { chmod, chown, readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeFolder } from '../make-folder.js';
import { DataDirectoryForeignError } from './errors/data-directory-foreign.error.js';
import { ownerFor } from './server-owner.js';
import type { ServerOwner } from './server-owner.js';

/** One database's folder: `password`, and `cluster`, which is what PostgreSQL calls its data directory. */
export interface DataFolder {
  readonly path: string;
  readonly cluster: string;
  readonly passwordFile: string;
  readonly owner: ServerOwner;
  /** Whether the server's end is the folder's end. */
  readonly temporary: boolean;
  /** Removes a temporary folder; a kept one stays. */
  discard(): Promise<void>;
}

/** Makes the folder where it is missing. @throws {@link DataDirectoryForeignError} when it holds something else. */
export async function openDataFolder(dataDir: string): Promise<DataFolder> {
  const asked = resolve(dataDir);
  await makeFolder(asked);
  const path = await realpath(asked);
  await assertEmptyOrOurs(path);
  const owner = ownerFor(await stat(path));
  await giveTo(owner, path);
  await chmod(path, 0o700);
  return { ...partsOf(path), owner, temporary: false, discard: async () => {} };
}

export function partsOf(path: string): Pick<DataFolder, 'path' | 'cluster' | 'passwordFile'> {
  return { path, cluster: join(path, 'cluster'), passwordFile: join(path, 'password') };
}

export async function giveTo({ uid, gid }: ServerOwner, path: string): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

async function assertEmptyOrOurs(path: string): Promise<void> {
  const names = (await readdir(path)).filter((name) => !name.startsWith('.'));
  if (names.length > 0 && !names.includes('password')) throw new DataDirectoryForeignError(path);
}
