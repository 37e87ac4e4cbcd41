import { Launcher } from './launcher.js';

const LAUNCHER_CHECK_MS = 500;

/**
 * Resolves when this process should end: Ctrl-C, SIGTERM, or the npm that started it is gone. A second signal ends
 * the process at once.
 */
export function stopSignal(): Promise<void> {
  return new Promise((stop) => {
    process.once('SIGINT', () => stop());
    process.once('SIGTERM', () => stop());
    if (process.env['npm_lifecycle_event']) whenGone(new Launcher(), stop);
  });
}

function whenGone(launcher: Launcher, stop: () => void): void {
  const timer = setInterval(() => {
    if (!launcher.isGone()) return;
    clearInterval(timer);
    stop();
  }, LAUNCHER_CHECK_MS);
  timer.unref();
}
