import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePort } from '@nestjs-idenfy/local-postgres';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface ServiceVariables {
  readonly DATA_DIR: string;
  readonly [name: string]: string;
}

/** What a process that ended left behind on its way. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built service in a process of its own, as `npm start` runs it. It works inside `DATA_DIR`. */
export class ServiceProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<Ended>;
  readonly #firstLine: Promise<string>;

  constructor(
    command: readonly [string, ...string[]],
    variables: ServiceVariables,
    cwd = variables.DATA_DIR,
  ) {
    const [program, ...args] = command;
    const { PATH, HOME } = process.env;
    this.#child = spawn(program, args, {
      cwd,
      env: { PATH, HOME, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stdout = collect(this.#child, 'stdout');
    const stderr = collect(this.#child, 'stderr');
    this.#ended = once(this.#child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      stdout: stdout(),
      stderr: stderr(),
    }));
    this.#firstLine = this.#untilStartLine();
    this.#firstLine.catch(() => undefined);
  }

  /** The entry that `npm start` runs, on free ports. */
  static async start(
    variables: ServiceVariables,
    entry = 'start',
    cwd = variables.DATA_DIR,
  ): Promise<ServiceProcess> {
    const ports = { PORT: String(await freePort()), SIMULATOR_PORT: String(await freePort()) };
    const script = `${ROOT}dist/service/${entry}.js`;
    return new ServiceProcess([process.execPath, script], { ...ports, ...variables }, cwd);
  }

  /** `npm start` itself. */
  static async npmStart(variables: ServiceVariables): Promise<ServiceProcess> {
    const ports = { PORT: String(await freePort()), SIMULATOR_PORT: String(await freePort()) };
    return new ServiceProcess(['npm', 'start', '--silent'], { ...ports, ...variables }, ROOT);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The line that says the service stands. @throws when it ends before */
  startLine(): Promise<string> {
    return this.#firstLine;
  }

  /** Where it says it listens. */
  async url(): Promise<string> {
    return /http:\/\/[^ ]+/.exec(await this.#firstLine)?.[0] ?? '';
  }

  async simulatorUrl(): Promise<string> {
    return /iDenfy \(([^)]+)\)/.exec(await this.#firstLine)?.[1] ?? '';
  }

  ended(): Promise<Ended> {
    return this.#ended;
  }

  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.#child.kill(signal);
    return this.#ended;
  }

  async #untilStartLine(): Promise<string> {
    const lines = createInterface({ input: this.#child.stdout ?? process.stdin });
    const first = once(lines, 'line').then(([line]) => line as string);
    const ended = this.#ended.then(({ stderr }) =>
      Promise.reject(new Error(`it ended before it stood: ${stderr}`)),
    );
    return Promise.race([first, ended]);
  }
}

function collect(child: ChildProcess, stream: 'stdout' | 'stderr'): () => string {
  const chunks: Buffer[] = [];
  child[stream]?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
