import { type ChildProcess, fork, type ForkOptions } from 'node:child_process';
import { once } from 'node:events';
import type { Strain } from './contender.js';

/** A part of this machine. */
export interface SmallMachine {
  /** The only core that the process runs on, from 0. */
  readonly core: number;
  /** Limit of the JavaScript heap; buffers come on top of it. */
  readonly heapMegabytes: number;
}

/** A contender in a separate process, so that no contender pays for the work of another. */
export class ContenderProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** Where its server listens, on 127.0.0.1. */
    readonly port: number,
  ) {}

  /**
   * @param module compiled file that calls `contender()`
   * @param machine what the process gets of this machine; all of it by default
   */
  static async start(module: URL, input: object = {}, machine?: SmallMachine): Promise<ContenderProcess> {
    const flags = ['--expose-gc', '--enable-source-maps'];
    const child = fork(
      module,
      [JSON.stringify(input)],
      machine ? limited(machine, flags) : { execArgv: flags },
    );
    const { port } = (await answerOf(child)) as { port: number };
    return new ContenderProcess(child, port);
  }

  /** Puts the contender under load and resolves to what that cost. */
  async strainOf(load: () => Promise<void>): Promise<Strain> {
    this.child.send('load comes');
    await answerOf(this.child);
    await load();
    this.child.send('load is over');
    return (await answerOf(this.child)) as Strain;
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}

function limited({ core, heapMegabytes }: SmallMachine, flags: readonly string[]): ForkOptions {
  const command = [process.execPath, ...flags, `--max-old-space-size=${heapMegabytes}`];
  return { execPath: 'taskset', execArgv: ['--cpu-list', String(core), ...command] };
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const settled = new AbortController();
  const { signal } = settled;
  const gone = once(child, 'exit', { signal }).then(() => {
    throw new Error('A contender ended unexpectedly; see its output above.');
  });
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal }), gone])) as [unknown];
    return message;
  } finally {
    gone.catch(() => undefined);
    settled.abort();
  }
}
