import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { giveTo } from './data-folder.js';
import type { DataFolder } from './data-folder.js';

/** The superuser's password: made once per folder, readable by the server's user alone. */
export async function readOrCreatePassword(folder: DataFolder): Promise<string> {
  try {
    return await readFile(folder.passwordFile, 'utf8');
  } catch {
    await createPassword(folder);
    return readFile(folder.passwordFile, 'utf8');
  }
}

/** Written aside and linked, so that of two runs at once one wins and neither reads half a password. */
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
