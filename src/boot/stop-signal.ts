const PARENT_CHECK_MS = 500;

/**
 * Resolves when this process should end: Ctrl-C, SIGTERM, or the npm that started it is gone. A killed npm
 * (kill -9) cannot pass a signal on, and its child would run for ever. A second signal ends the process at once.
 */
export function stopSignal(): Promise<void> {
  return new Promise((stop) => {
    process.once('SIGINT', () => stop());
    process.once('SIGTERM', () => stop());
    if (process.env['npm_lifecycle_event']) whenOrphaned(stop);
  });
}

function whenOrphaned(stop: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, PARENT_CHECK_MS);
  timer.unref();
}
