import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A contender in a process of its own, so that it shares neither memory nor event loop with the load. */
export interface Child<Ready> {
  readonly ready: Ready;
  /** Asks the contender something, for example for its peak memory. */
  ask<Answer>(question: string): Promise<Answer>;
  stop(): Promise<void>;
}

export async function start<Ready>(
  file: URL,
  env: Readonly<Record<string, string>> = {},
): Promise<Child<Ready>> {
  const child = fork(file, [], {
    env: { ...process.env, ...env },
    execArgv: ['--expose-gc', '--enable-source-maps'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [ready] = (await Promise.race([once(child, 'message'), died()])) as [Ready];
  return {
    ready,
    async ask<Answer>(question: string) {
      child.send(question);
      const [answer] = (await Promise.race([once(child, 'message'), died()])) as [Answer];
      return answer;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };

  async function died(): Promise<never> {
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    throw new Error(`${file.pathname.split('/').at(-1)} ended early: ${signal ?? code}`);
  }
}

/** In the contender: says that it is ready, answers questions, and ends with the parent. */
export function serve(
  ready: unknown,
  { answer, stop }: { answer?: (question: string) => unknown; stop: () => Promise<void> },
): void {
  process.on('message', (question) => process.send?.(answer?.(String(question)) ?? null));
  process.once('disconnect', () => void stop().finally(() => process.exit(0)));
  process.send?.(ready);
}
