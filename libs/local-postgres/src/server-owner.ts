import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * The user who owns the server's processes and files; can be spread into the options of `spawn`.
 * Empty for the current user, which is enough unless that is root: PostgreSQL refuses to run as root.
 */
export interface ServerOwner {
  readonly uid?: number;
  readonly gid?: number;
}

/** The user `nobody`: exists on every Linux, owns nothing. */
const NOBODY = 65534;

/** As root, the server runs as the folder's owner, or as `nobody` when root owns the folder. */
export function ownerFor(folder: { readonly uid: number; readonly gid: number }): ServerOwner {
  if (process.getuid?.() !== 0) return {};
  return folder.uid === 0 ? { uid: NOBODY, gid: NOBODY } : { uid: folder.uid, gid: folder.gid };
}

/**
 * The server's processes inherit nothing else of our environment: it holds our secrets, and variables such as
 * PGOPTIONS or LANG would change how they behave.
 */
export const SERVER_ENVIRONMENT = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };

/** Runs a program as that owner and waits until it ends. */
export async function runAs(
  owner: ServerOwner,
  program: string,
  args: readonly string[],
  cwd = '/',
): Promise<void> {
  await promisify(execFile)(program, args, { ...owner, cwd, env: SERVER_ENVIRONMENT });
}

/** Whether that owner can enter the folder; asks the kernel, which knows about access lists and mounts. */
export async function canEnter(owner: ServerOwner, folder: string): Promise<boolean> {
  if (owner.uid === undefined) return true;
  try {
    await runAs(owner, '/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder]);
    return true;
  } catch {
    return false;
  }
}
