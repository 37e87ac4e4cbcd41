import { reasonLine } from './reason-line.js';
import { stopSignal } from './stop-signal.js';
import { Teardown } from './teardown.js';

/** The longest a clean stop may take, in milliseconds. Container platforms kill after ten seconds. */
const STOP_WITHIN_MS = 9_000;

type Work = (opened: Teardown) => Promise<void>;

/**
 * Starts something, keeps it until this process is told to stop, and closes what was opened.
 * Whatever prevents the start is one line on stderr and exit code 1.
 */
export async function runUntilStopped(start: Work): Promise<never> {
  const stopped = stopSignal();
  return endAfter('Cannot start', async (opened) => {
    await start(opened);
    await stopped;
  });
}

/** Does something once and closes what was opened for it. */
export async function runOnce(work: Work): Promise<never> {
  return endAfter('Failed', work);
}

async function endAfter(complaint: string, work: Work): Promise<never> {
  const opened = new Teardown();
  const failures = [
    await failureOf(complaint, () => work(opened)),
    await failureOf('Not stopped cleanly', () => closeInTime(opened)),
  ];
  process.exit(failures.some((failed) => failed) ? 1 : 0);
}

async function failureOf(complaint: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (error) {
    process.stderr.write(`${complaint}: ${reasonLine(error)}\n`);
    return true;
  }
}

async function closeInTime(opened: Teardown): Promise<void> {
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await opened.close();
}
