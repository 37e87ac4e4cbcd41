import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { createInterface, type Interface } from 'node:readline';
import { SERVER_ENVIRONMENT, type ServerOwner } from './server-owner.js';

export interface WatchedCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly owner: ServerOwner;
  /** The signal that asks the program to end, without the SIG. */
  readonly endSignal: 'INT' | 'QUIT';
  /** A folder to remove once the program has ended, relative to `cwd`; empty for none. */
  readonly leftover: string;
}

/**
 * Runs the program beside a shell that reads a pipe that only this process holds. However this process ends,
 * `kill -9` included, the kernel closes the pipe, and the shell ends the program and cleans up after it.
 *
 * - The shell leads a session of its own, so that Ctrl-C reaches us and not the server below us.
 * - TERM goes first: shells start background programs with INT and QUIT ignored, so only TERM ends the program until
 *   it has installed its own handlers. After that the second, sharper signal counts.
 * - The shell closes its stderr, so the log ends exactly when the program does.
 */
const WATCH = `
signal=$1 leftover=$2
shift 2
"$@" </dev/null 3<&- &
program=$!
trap '' INT TERM HUP
exec 2>&-
wish=$(cat <&3)
kill -s TERM "$program"
kill -s "$signal" "$program"
wait "$program"
status=$?
[ -z "$leftover" ] || [ "$wish" = keep ] || rm -rf -- "$leftover"
exit "$status"
`;

export class WatchedProcess {
  /** Lines the program writes to stderr; closes when it has ended. */
  readonly log: Interface;
  private readonly child: ChildProcess;
  private readonly stderr: Socket;
  private readonly pipe: Socket;
  private readonly ended: Promise<number | null>;

  constructor({ program, args, cwd, owner, endSignal, leftover }: WatchedCommand) {
    const child = spawn('/bin/sh', ['-c', WATCH, 'sh', endSignal, leftover, program, ...args], {
      ...owner,
      cwd,
      env: SERVER_ENVIRONMENT,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.ended = new Promise((resolve) => {
      child.once('exit', resolve);
      child.once('error', () => resolve(null));
    });
    // Node creates a socket for every stream that is a pipe; its types do not tell.
    this.stderr = child.stdio[2] as Socket;
    this.pipe = child.stdio[3] as Socket;
    this.log = createInterface({ input: this.stderr });
    // The shell may end before us; then writing to the pipe fails, and nothing is left to stop.
    this.pipe.on('error', () => {});
  }

  /** Lets this process end without waiting for the program. */
  unref(): void {
    this.child.unref();
    this.pipe.unref();
    this.stderr.unref();
  }

  /** Ends the program if it still runs, waits until it and its shell are gone, and resolves to its exit status. */
  async stop({ keepLeftover = false } = {}): Promise<number | null> {
    this.child.ref();
    this.pipe.end(keepLeftover ? 'keep' : '');
    return this.ended;
  }
}
