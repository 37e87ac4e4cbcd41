import { readFile, readlink, writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataFolder } from './data-folder.js';
import { DataDirectoryInUseError } from './errors/data-directory-in-use.error.js';
import { isAlive } from './is-alive.js';

/** How long a server may hold the folder: one whose run was just killed gets the signal any moment now. */
const PATIENCE_MS = { running: 2_000, stopping: 30_000 };
const POLL_MS = 25;

/** Above every process id Linux hands out. */
const NOBODYS_PID = 2_147_483_647;

interface Lock {
  readonly pid: number;
  readonly stopping: boolean;
}

/** @throws {@link DataDirectoryInUseError} when another server has the folder and is not about to end. */
export async function waitUntilReleased(folder: DataFolder): Promise<void> {
  const since = performance.now();
  for (;;) {
    const lock = await heldLock(folder.cluster);
    if (lock === undefined) break;
    const patience = lock.stopping ? PATIENCE_MS.stopping : PATIENCE_MS.running;
    if (performance.now() - since > patience) throw new DataDirectoryInUseError(folder.path, lock.pid);
    await sleep(POLL_MS);
  }
  await disownLock(folder.cluster);
}

/** The lock of a server that lives. */
export async function heldLock(cluster: string): Promise<Lock | undefined> {
  const lines = await lockLines(cluster);
  const pid = Number(lines[0]);
  if (!(pid > 0 && (await isServerOf(cluster, pid)))) return undefined;
  return { pid, stopping: lines[7]?.trim() === 'stopping' };
}

/**
 * PostgreSQL sees through the lock of a dead process, unless its number went to another one, as it does when a
 * container is started again. The number is made harmless and the file kept, because PostgreSQL also reads from
 * it whether memory of the dead server is still in use.
 */
async function disownLock(cluster: string): Promise<void> {
  if (platform() !== 'linux') return;
  const [pid, ...rest] = await lockLines(cluster);
  if (pid === undefined || !isAlive(Number(pid))) return;
  await writeFile(join(cluster, 'postmaster.pid'), [NOBODYS_PID, ...rest].join('\n'));
}

async function lockLines(cluster: string): Promise<string[]> {
  try {
    return (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
  } catch {
    return [];
  }
}

/** A server works inside its cluster. Where that cannot be seen, any process of that number counts. */
async function isServerOf(cluster: string, pid: number): Promise<boolean> {
  if (platform() !== 'linux') return isAlive(pid);
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === cluster;
  } catch {
    return false;
  }
}
