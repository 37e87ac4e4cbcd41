import { readFileSync, writeFileSync } from 'node:fs';

/** Highest resident memory of this process since it began, or since the last reset where Linux allows one. */
export function peakMemory(): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}

/** Forgets the peak so far. Elsewhere than on Linux the peak of the start stays, which flatters nobody. */
export function resetPeakMemory(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // No Linux, or not allowed: see above.
  }
}
