import { readFileSync, writeFileSync } from 'node:fs';

/** Peak of this process's resident memory since its start, or since the last reset where Linux allows one. */
export function peakMemory(): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}

/** Resets the peak. Outside Linux the peak since the start stays, for every contender alike. */
export function resetPeakMemory(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // not Linux, or not permitted: the peak since the start stays
  }
}
