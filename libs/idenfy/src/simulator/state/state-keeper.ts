import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SavedState } from './saved-state.js';

/** Changes within so many milliseconds are written together. */
const GATHER_MS = 250;

/** Writes the state to its file: whole or not at all, soon after a change, and once more at the end. */
export class StateKeeper {
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly file: string,
    private readonly state: () => SavedState,
  ) {}

  changed(): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      // A full disk must not end the simulator; the last write, on closing, will tell.
      this.write().catch(() => undefined);
    }, GATHER_MS);
    this.timer.unref();
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.write();
  }

  private write(): Promise<void> {
    const next = this.writing.catch(() => undefined).then(() => this.replaceFile());
    this.writing = next;
    return next;
  }

  private async replaceFile(): Promise<void> {
    const draft = `${this.file}.${process.pid}.tmp`;
    await mkdir(dirname(this.file), { recursive: true });
    // Names and tokens of sample sessions are in it; they are nobody else's business.
    await writeFile(draft, JSON.stringify(this.state()), { mode: 0o600 });
    await rename(draft, this.file);
  }
}
