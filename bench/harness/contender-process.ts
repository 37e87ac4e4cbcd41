import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Strain } from './contender.js';

/** A contender in a separate process, so that no contender pays for the work of another. */
export class ContenderProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** Where its server listens, on 127.0.0.1. */
    readonly port: number,
  ) {}

  /** @param module compiled file that calls `contender()` */
  static async start(module: URL, input: object = {}): Promise<ContenderProcess> {
    const child = fork(module, [JSON.stringify(input)], {
      execArgv: ['--expose-gc', '--enable-source-maps'],
    });
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
