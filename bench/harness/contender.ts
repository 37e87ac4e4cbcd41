import { monitorEventLoopDelay } from 'node:perf_hooks';
import { peakMemory, resetPeakMemory } from './peak-memory.js';

/** What the load cost a contender's own process. */
export interface Strain {
  /** Peak of resident memory above that of the idle process, in bytes. */
  readonly memoryBytes: number;
  /** Peak of resident memory, all of it, in bytes. */
  readonly peakBytes: number;
  /** Resident memory that is left after garbage collection, above that of the idle process, in bytes. */
  readonly keptBytes: number;
  /** Longest block of the event loop, in milliseconds. */
  readonly blockedMs: number;
  /** Processor time it used, in milliseconds. */
  readonly processorMs: number;
}

const RESOLUTION_MS = 5;

/**
 * The part of a benchmark that runs in a separate process: starts a server, sends its port to the runner and, when
 * asked, the cost of the load.
 *
 * @param start starts the server with the runner's input and resolves to its port
 */
export async function contender<Input>(start: (input: Input) => Promise<number>): Promise<void> {
  const input = JSON.parse(process.argv[2] ?? '{}') as Input;
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  let idleBytes = 0;
  let idleUsage = process.cpuUsage();
  process.on('message', (message) => {
    if (message === 'load comes') {
      globalThis.gc?.();
      resetPeakMemory();
      idleBytes = process.memoryUsage.rss();
      delays.reset();
      delays.enable();
      idleUsage = process.cpuUsage();
      process.send?.('ready');
    } else {
      delays.disable();
      const blockedMs = Math.max(0, delays.max / 1e6 - RESOLUTION_MS);
      const { user, system } = process.cpuUsage(idleUsage);
      const peakBytes = peakMemory();
      globalThis.gc?.();
      const strain: Strain = {
        memoryBytes: peakBytes - idleBytes,
        peakBytes,
        keptBytes: process.memoryUsage.rss() - idleBytes,
        blockedMs,
        processorMs: (user + system) / 1_000,
      };
      process.send?.(strain);
    }
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ port: await start(input) });
}
