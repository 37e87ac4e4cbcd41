import { readFile, readlink, writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataDirectoryInUseError } from './errors.js';

/** How long to wait for a server that holds the folder: when its run was just killed, it is about to stop. */
const PATIENCE_MS = { running: 2_000, stopping: 30_000 };
const POLL_MS = 25;

/** Higher than every process id that Linux assigns. */
const UNUSED_PID = 2_147_483_647;

interface Lock {
  readonly pid: number;
  readonly stopping: boolean;
}

/** @throws {@link DataDirectoryInUseError} when another server holds the folder and does not stop in time. */
export async function waitUntilReleased(folder: {
  readonly path: string;
  readonly cluster: string;
}): Promise<void> {
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

/** The lock of a running server. */
export async function heldLock(cluster: string): Promise<Lock | undefined> {
  const lines = await lockLines(cluster);
  const pid = Number(lines[0]);
  if (!(pid > 0 && (await isServerOf(cluster, pid)))) return undefined;
  return { pid, stopping: lines[7]?.trim() === 'stopping' };
}

/**
 * PostgreSQL ignores the lock of a dead process, unless another process has taken its id, as happens when a container
 * restarts. This replaces the id and keeps the file, because PostgreSQL also reads from it whether shared memory of
 * the dead server is still in use.
 */
async function disownLock(cluster: string): Promise<void> {
  if (platform() !== 'linux') return;
  const [pid, ...rest] = await lockLines(cluster);
  if (pid === undefined || !isAlive(Number(pid))) return;
  await writeFile(join(cluster, 'postmaster.pid'), [UNUSED_PID, ...rest].join('\n'));
}

async function lockLines(cluster: string): Promise<string[]> {
  try {
    return (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
  } catch {
    return [];
  }
}

/** A server's working directory is its cluster. Where that cannot be read, any process with that id counts. */
async function isServerOf(cluster: string, pid: number): Promise<boolean> {
  if (platform() !== 'linux') return isAlive(pid);
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === cluster;
  } catch {
    return false;
  }
}

/** Whether a process with that id exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
