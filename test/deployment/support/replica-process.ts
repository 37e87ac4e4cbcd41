import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type ReplicaSettings, writeSettings } from '../replica/replica-settings.js';

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it wrote to stderr. */
  readonly complaints: string;
}

/** A host with the library in a process of its own. It ends with the process that started it, at the latest. */
export class ReplicaProcess {
  readonly ended: Promise<Ending>;
  /** Where it serves. Rejects when it ends before it does. */
  readonly url: Promise<string>;
  readonly #child: ChildProcess;

  /** @param main the compiled replica */
  constructor(main: string, settings: ReplicaSettings) {
    this.#child = fork(main, [], {
      env: { ...process.env, ...writeSettings(settings) },
      // a replica runs what was built: Vitest's own export conditions, which lead to the sources, are not for it
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const complaints: Buffer[] = [];
    this.#child.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk));
    this.ended = once(this.#child, 'exit').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      complaints: Buffer.concat(complaints).toString(),
    }));
    this.url = Promise.race([this.#toldUrl(), this.#endedTooSoon()]);
    this.url.catch(() => undefined);
  }

  async #toldUrl(): Promise<string> {
    const [message] = await once(this.#child, 'message');
    return (message as { url: string }).url;
  }

  async #endedTooSoon(): Promise<never> {
    const { code, signal, complaints } = await this.ended;
    throw new Error(`the replica ended before it served: ${signal ?? code} ${complaints}`);
  }

  /** Its id in the operating system. */
  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the replica has not started');
    return this.#child.pid;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** As a power cut would. */
  async kill(): Promise<Ending> {
    this.signal('SIGKILL');
    return this.ended;
  }

  /** As an orchestrator would. */
  async stop(): Promise<Ending> {
    this.signal('SIGTERM');
    return this.ended;
  }
}
