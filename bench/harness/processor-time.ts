import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningPostgres } from '@nestjs-idenfy/local-postgres';

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/**
 * Processor time that all processes of a PostgreSQL server have used so far, in milliseconds. It shows what a statement
 * costs even on a busy machine. Undefined outside Linux.
 */
export function processorMsOfServer({ dataDir }: RunningPostgres): number | undefined {
  try {
    const [server] = readFileSync(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8').split('\n');
    return readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry))
      .map(statOf)
      .filter((stat) => stat?.pid === server || stat?.parent === server)
      .reduce((sum, stat) => sum + (stat?.ticks ?? 0) * TICK_MS, 0);
  } catch {
    return undefined;
  }
}

/** Ended children count for their parent, so the sum never decreases. */
function statOf(pid: string): { pid: string; parent: string | undefined; ticks: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid, parent, ticks: rest.slice(9, 13).reduce((sum, ticks) => sum + Number(ticks), 0) };
  } catch {
    // the process has ended meanwhile
    return undefined;
  }
}
