import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Whom the server's processes and files belong to; fits into the options of `spawn`.
 * Empty for whoever runs this, because PostgreSQL only refuses to run as root.
 */
export interface ServerOwner {
  readonly uid?: number;
  readonly gid?: number;
}

/** `nobody`: exists on every Linux, owns nothing. */
const NOBODY = 65534;

/** Root gives its server away: to the folder's owner where that is somebody, else to nobody. */
export function ownerFor(folder: { readonly uid: number; readonly gid: number }): ServerOwner {
  if (process.getuid?.() !== 0) return {};
  return folder.uid === 0 ? { uid: NOBODY, gid: NOBODY } : { uid: folder.uid, gid: folder.gid };
}

/**
 * What the server's processes see of our environment: nothing, because it holds our secrets, and because
 * variables such as PGOPTIONS or LANG would change how they behave.
 */
export const SERVER_ENVIRONMENT = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };

/** Runs a program as that owner to its end. */
export async function runAs(
  owner: ServerOwner,
  program: string,
  args: readonly string[],
  cwd = '/',
): Promise<void> {
  await promisify(execFile)(program, args, { ...owner, cwd, env: SERVER_ENVIRONMENT });
}

/** Whether that owner gets into the folder; asked of the kernel, which knows about access lists and mounts. */
export async function canEnter(owner: ServerOwner, folder: string): Promise<boolean> {
  if (owner.uid === undefined) return true;
  try {
    await runAs(owner, '/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder]);
    return true;
  } catch {
    return false;
  }
}
