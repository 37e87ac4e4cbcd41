import type { Change, HistoryLine } from './change.js';

/** A run that the process which made it is to do itself. */
export interface LeasedRun {
  readonly id: string;
  readonly handler: string;
  readonly eventId: string;
  readonly change: Change;
  readonly line: HistoryLine;
}

/**
 * The room a process has for runs of the changes that it is about to write: these are leased from the start, and done
 * from memory once they are committed. Others take them over when the lease ends.
 */
export class RunLease {
  /** What was leased, in the order of the changes. */
  readonly runs: LeasedRun[] = [];

  /** @param room how many runs of which handler */
  constructor(
    readonly room: ReadonlyMap<string, number>,
    readonly until: Date,
  ) {}

  /** What is left of the room. */
  left(handler: string): number {
    const taken = this.runs.filter((run) => run.handler === handler).length;
    return (this.room.get(handler) ?? 0) - taken;
  }
}
