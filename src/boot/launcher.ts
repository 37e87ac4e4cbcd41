import { readFileSync } from 'node:fs';

const SHELL = /^(sh|dash|bash|ash|busybox)$/;

/**
 * The npm that runs this process, or the shell between the two. A killed npm (kill -9) cannot pass a signal on, and
 * what it had started would run for ever.
 */
export class Launcher {
  /** Whose parent is looked at: this process, or the shell that npm put in between. */
  readonly #child: number | 'self';
  readonly #pid: number | undefined;

  constructor() {
    this.#child = SHELL.test(read(process.ppid, 'comm').trim()) ? process.ppid : 'self';
    this.#pid = this.#parent();
  }

  /** Whether it has ended, and something else has become the parent. */
  isGone(): boolean {
    return this.#parent() !== this.#pid;
  }

  #parent(): number | undefined {
    return this.#child === 'self' ? process.ppid : parentOf(this.#child);
  }
}

function parentOf(pid: number): number | undefined {
  // "pid (name) state parent …": the name may hold blanks and parentheses.
  const [, parent] =
    read(pid, 'stat')
      .split(/\) (?=\w )/)
      .at(-1)
      ?.split(' ') ?? [];
  return parent === undefined ? undefined : Number(parent);
}

/** Empty where there is no /proc, or nobody of that number. */
function read(pid: number, file: 'comm' | 'stat'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}
