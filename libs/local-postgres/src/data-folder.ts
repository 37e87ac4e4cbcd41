import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  link,
  lstat,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DataDirectoryForeignError } from './errors.js';
import { heldLock, isAlive } from './lock-file.js';
import { makeFolder } from './make-folder.js';
import { canEnter, ownerFor, runAs, type ServerOwner } from './server-owner.js';

/** The folder of one database: `password`, and `cluster`, which is PostgreSQL's data directory. */
export interface DataFolder {
  readonly path: string;
  readonly cluster: string;
  readonly passwordFile: string;
  readonly owner: ServerOwner;
  /** Whether the folder is removed when the server ends. */
  readonly temporary: boolean;
  /** Removes a temporary folder; a kept one stays. */
  discard(): Promise<void>;
}

/** Creates the folder when it is missing. @throws {@link DataDirectoryForeignError} when it holds something else. */
export async function openDataFolder(dataDir: string): Promise<DataFolder> {
  const given = resolve(dataDir);
  await makeFolder(given);
  const path = await realpath(given);
  await assertEmptyOrOurs(path);
  const owner = ownerFor(await stat(path));
  await giveTo(owner, path);
  await chmod(path, 0o700);
  return { ...partsOf(path), owner, temporary: false, discard: async () => {} };
}

async function assertEmptyOrOurs(path: string): Promise<void> {
  const names = (await readdir(path)).filter((name) => !name.startsWith('.'));
  if (names.length > 0 && !names.includes('password')) throw new DataDirectoryForeignError(path);
}

/** The name contains the id of the process that created it: `nestjs-idenfy-postgres-4711-Xy12Ab`. */
const PREFIX = 'nestjs-idenfy-postgres-';

/** A new folder for one run; also removes folders that earlier runs left behind, for example after a power cut. */
export async function createTemporaryFolder(): Promise<DataFolder> {
  const owner = ownerFor({ uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 });
  // The server's user removes the folder, so that user must be able to reach it.
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
    // Another run may be removing it too; the next run removes what is left.
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

/** Removes as the server's user, never as root: in a folder that every user may write to, root could be tricked into removing other files. */
async function remove(path: string, owner: ServerOwner): Promise<void> {
  await runAs(owner, 'rm', ['-rf', '--', path]);
}

/** The superuser's password: made once per folder, readable by the server's user alone. */
export async function readOrCreatePassword(folder: DataFolder): Promise<string> {
  try {
    return await readFile(folder.passwordFile, 'utf8');
  } catch {
    await createPassword(folder);
    return readFile(folder.passwordFile, 'utf8');
  }
}

/** Writes aside and links, so that of two runs at once one wins and neither reads half a password. */
async function createPassword(folder: DataFolder): Promise<void> {
  const aside = join(folder.path, `.password-${process.pid}-${randomBytes(4).toString('hex')}`);
  await writeFile(aside, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx', flush: true });
  try {
    await giveTo(folder.owner, aside);
    await link(aside, folder.passwordFile);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(aside);
  }
}

function partsOf(path: string): Pick<DataFolder, 'path' | 'cluster' | 'passwordFile'> {
  return { path, cluster: join(path, 'cluster'), passwordFile: join(path, 'password') };
}

export async function giveTo({ uid, gid }: ServerOwner, path: string): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}
