import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isJsonObject } from '@nestjs-idenfy/contract';
import { SimulatorInputError } from './input.js';
import type { RandomState } from './seeded-random.js';
import type { Session } from './sessions/session.js';

/** Changes whenever an older file could no longer be read. */
const VERSION = 3;

/** What a simulator keeps between two starts. Uploaded images, requests and webhooks are not kept. */
export interface SavedState {
  readonly random: RandomState;
  /** How far simulated time is ahead of real time, in milliseconds. */
  readonly clockOffset: number;
  /** Account name → sessions it can still create; null for no limit. */
  readonly credits: Readonly<Record<string, number | null>>;
  readonly sessions: readonly Session[];
}

/** Undefined when there is no file. @throws {SimulatorInputError} when it is not a state file of this version */
export async function readSavedState(file: string): Promise<SavedState | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new SimulatorInputError('stateFile', `cannot be read (${error.code}); choose another file`);
  });
  if (text === undefined) return undefined;
  const state = parsed(text);
  if (!isSavedState(state)) {
    const hint = 'was not written by this version of the simulator; delete it or choose another file';
    throw new SimulatorInputError('stateFile', hint);
  }
  return state;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// A file of our version is our own, so the rest is not checked.
function isSavedState(value: unknown): value is SavedState {
  return isJsonObject(value) && value['version'] === VERSION && Array.isArray(value['sessions']);
}

/** Writes the state to its file, whole or not at all. Changes during one write are written together by the next. */
export class StateFile {
  private writing: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  constructor(
    private readonly file: string,
    private readonly state: () => SavedState,
  ) {}

  changed(): void {
    this.next ??= this.writeNext();
    // A full disk does not end the simulator; close() reports it.
    this.next.catch(() => undefined);
  }

  /** Resolves once all changes so far are in the file, or cannot be written. */
  async saved(): Promise<void> {
    await (this.next ?? this.writing).catch(() => undefined);
  }

  /** Writes once more. @throws {NodeJS.ErrnoException} when the file cannot be written */
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
    // Only the owner may read the tokens in it.
    await writeFile(draft, JSON.stringify({ version: VERSION, ...this.state() }), { mode: 0o600 });
    await rename(draft, this.file);
  }
}

/** Makes a folder and its missing parents. Node's `recursive` never returns where mkdir fails with ENOENT, as in /proc. */
async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path).catch(async (error: unknown) => {
    // Another process may have made it meanwhile.
    if (!(await isFolder(path))) throw error;
  });
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
