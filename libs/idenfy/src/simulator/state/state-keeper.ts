import { rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.js';
import type { SavedState } from './saved-state.js';

/** Writes the state to its file, whole or not at all. What changes during one write is gathered for the next. */
export class StateKeeper {
  private writing: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  constructor(
    private readonly file: string,
    private readonly state: () => SavedState,
  ) {}

  changed(): void {
    this.next ??= this.writeNext();
    // A full disk must not end the simulator; the last write, on closing, will tell.
    this.next.catch(() => undefined);
  }

  /** Resolves once everything that has changed so far outlives this process, or cannot be written. */
  async kept(): Promise<void> {
    await (this.next ?? this.writing).catch(() => undefined);
  }

  /** Writes once more. @throws {NodeJS.ErrnoException} when that is not possible */
  async close(): Promise<void> {
    this.changed();
    await this.next;
  }

  private async writeNext(): Promise<void> {
    await this.writing.catch(() => undefined);
    this.next = undefined;
    this.writing = this.replaceFile();
    await this.writing;
  }

  private async replaceFile(): Promise<void> {
    const draft = `${this.file}.${process.pid}.tmp`;
    await makeFolder(dirname(this.file));
    // Names and tokens of sample sessions are in it; they are nobody else's business.
    await writeFile(draft, JSON.stringify(this.state()), { mode: 0o600 });
    await rename(draft, this.file);
  }
}
