import { readFileSync } from 'node:fs';
import { reasonLine } from './boot-error.js';

/** The longest time a clean stop may take, in milliseconds. Container platforms kill after ten seconds. */
const STOP_WITHIN_MS = 9_000;

const LAUNCHER_CHECK_MS = 500;

const SHELL = /^(sh|dash|bash|ash|busybox)$/;

type Work = (opened: Teardown) => Promise<void>;

/**
 * Starts something, keeps it running until this process is told to stop, and closes what was opened.
 * A failed start prints one line to stderr and exits with code 1.
 */
export async function runUntilStopped(start: Work): Promise<never> {
  const stopped = stopSignal();
  return endAfter('Cannot start', async (opened) => {
    await start(opened);
    await stopped;
  });
}

/** Runs something once and closes what was opened for it. */
export async function runOnce(work: Work): Promise<never> {
  return endAfter('Failed', work);
}

async function endAfter(failure: string, work: Work): Promise<never> {
  const opened = new Teardown();
  const succeeded = [
    await succeeds(() => work(opened), failure),
    await succeeds(() => closeInTime(opened), 'Not stopped cleanly'),
  ];
  process.exit(succeeded.every(Boolean) ? 0 : 1);
}

async function succeeds(work: () => Promise<void>, failure: string): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    process.stderr.write(`${failure}: ${reasonLine(error)}\n`);
    return false;
  }
}

async function closeInTime(opened: Teardown): Promise<void> {
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await opened.close();
}

/** Closes one part. */
export type Close = () => unknown;

/** Closes opened parts in the opposite order, each one even if closing another fails. */
export class Teardown {
  readonly #closers: Close[] = [];

  add(close: Close): void {
    this.#closers.push(close);
  }

  /** @throws AggregateError when some parts could not be closed; all others are closed */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (let close = this.#closers.pop(); close; close = this.#closers.pop()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
  }
}

/**
 * Resolves when this process should end: on Ctrl-C, on SIGTERM, or when the npm that started it is gone. A second
 * signal ends the process at once.
 */
function stopSignal(): Promise<void> {
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

/**
 * The npm that runs this process, possibly through a shell. A killed npm (kill -9) cannot pass a signal on, and this
 * process would run on without end.
 */
class Launcher {
  /** The process whose parent is npm: this one, or the shell that npm puts in between. */
  readonly #child: number | 'self';
  readonly #pid: number | undefined;

  constructor() {
    this.#child = SHELL.test(read(process.ppid, 'comm').trim()) ? process.ppid : 'self';
    this.#pid = this.#parent();
  }

  /** Whether npm has ended, so that another process has become the parent. */
  isGone(): boolean {
    return this.#parent() !== this.#pid;
  }

  #parent(): number | undefined {
    return this.#child === 'self' ? process.ppid : parentOf(this.#child);
  }
}

function parentOf(pid: number): number | undefined {
  // "pid (name) state parent …": the name may contain spaces and parentheses.
  const [, parent] =
    read(pid, 'stat')
      .split(/\) (?=\w )/)
      .at(-1)
      ?.split(' ') ?? [];
  return parent === undefined ? undefined : Number(parent);
}

/** Empty when there is no /proc, or no process with that id. */
function read(pid: number, file: 'comm' | 'stat'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}
