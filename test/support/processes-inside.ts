import { readdirSync, readlinkSync } from 'node:fs';

/** Command-independent: whatever works in that folder or below it, its removal notwithstanding. Linux only. */
export function processesInside(folder: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && worksInside(pid, folder));
}

function worksInside(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
  } catch {
    return false;
  }
}
