import { backoffMs } from '../../client/retry/retry-timing.js';

const MINUTE_MS = 60_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = MINUTE_MS;
const LONGEST_RETRY_MS = 60 * MINUTE_MS;

/**
 * When to look again whether the session of a callback is known: soon at first, for `/token` has often just answered.
 * Null when it has waited long enough.
 */
export function nextLook(
  { attempts, receivedAt }: { attempts: number; receivedAt: Date },
  { now, waitForSessionMs }: { now: Date; waitForSessionMs: number },
  random: () => number,
): Date | null {
  const end = receivedAt.getTime() + waitForSessionMs;
  if (end <= now.getTime()) return null;
  const wait = Math.min(LONGEST_WAIT_MS, backoffMs(attempts + 1, FIRST_WAIT_MS, random));
  return new Date(Math.min(end, now.getTime() + wait));
}

/** When to try a callback again that could not be applied: it never is given up, it only gets rarer. */
export function nextRetry(attempts: number, now: Date, random: () => number): Date {
  return new Date(now.getTime() + Math.min(LONGEST_RETRY_MS, backoffMs(attempts + 1, FIRST_WAIT_MS, random)));
}
