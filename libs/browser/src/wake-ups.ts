/** Calls `wake` when asking at once is worth it. Returns what ends that. */
export type WakeUps = (wake: () => void) => () => void;

/** A hidden tab may lose its connections without notice after this time, in milliseconds. */
const ASLEEP_AFTER_MS = 30_000;

/** The network is back, or the tab is visible after it was hidden for a while. Nothing outside of browsers. */
export const wakeUpsOfPage: WakeUps = (wake) => {
  if (typeof document === 'undefined') return () => undefined;
  let hiddenAt = document.hidden ? 0 : Infinity;
  const changed = (): void => {
    if (document.hidden) {
      hiddenAt = Date.now();
    } else if (Date.now() - hiddenAt > ASLEEP_AFTER_MS) {
      wake();
    }
  };
  document.addEventListener('visibilitychange', changed);
  window.addEventListener('online', wake);
  return () => {
    document.removeEventListener('visibilitychange', changed);
    window.removeEventListener('online', wake);
  };
};

/** A wait that a wake-up or an abort ends early. Answers whether a wake-up did. */
export function pause(ms: number, wakeUps: WakeUps, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (woken: boolean): void => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', aborted);
      resolve(woken);
    };
    const aborted = (): void => done(false);
    const timer = setTimeout(() => done(false), ms);
    const stop = wakeUps(() => done(true));
    signal.addEventListener('abort', aborted);
    if (signal.aborted) aborted();
  });
}
