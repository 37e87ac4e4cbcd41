import { readFile } from 'node:fs/promises';
import { isJsonObject } from '../../contract/additional-step-rules.js';
import type { ChanceState } from '../chance.js';
import { SimulatorInputError } from '../input/simulator-input.error.js';
import type { Session } from '../sessions/session.js';

/** What a simulator keeps between two starts. Uploaded pictures, requests and callbacks are not kept. */
export interface SavedState {
  readonly version: 1;
  readonly chance: ChanceState;
  /** How far simulated time is ahead of real time, in milliseconds. */
  readonly clockOffset: number;
  /** Account name → sessions it may still create. */
  readonly credits: Readonly<Record<string, number | null>>;
  readonly sessions: readonly Session[];
}

/** @throws {SimulatorInputError} when the file is there, but is not ours */
export async function readSavedState(file: string): Promise<SavedState | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new SimulatorInputError('stateFile', `cannot be read (${error.code}); choose another file`);
  });
  if (text === undefined) return undefined;
  const state = parsed(text);
  if (!isSavedState(state)) {
    throw new SimulatorInputError(
      'stateFile',
      'was not written by this simulator; delete it or choose another',
    );
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

// The file is our own: its version vouches for the rest.
function isSavedState(value: unknown): value is SavedState {
  return isJsonObject(value) && value['version'] === 1 && Array.isArray(value['sessions']);
}
