import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { cleanEnvironment } from './image-folder.mjs';

const run = promisify(execFile);
const NOBODY = 65_534;

/** What a container of an image would run, as a process without privileges where this one may choose its user. */
export class Container {
  #child = null;
  #output = '';

  constructor(image, variables) {
    const user = process.getuid() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    this.image = image;
    this.settings = {
      ...user,
      cwd: image.workingFolder,
      env: { ...cleanEnvironment(), HOME: '/nonexistent', ...image.variables, ...variables },
    };
  }

  /** Starts the image's command, or another one, and waits for its first line. */
  async start(command = this.image.command) {
    const [program, ...args] = command;
    this.#child = spawn(program, args, { ...this.settings, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream.on('data', (bytes) => (this.#output += bytes));
    const ended = once(this.#child, 'exit').then(() => null);
    const line = await Promise.race([once(createInterface(this.#child.stdout), 'line'), ended]);
    if (line === null) throw new Error(`${command.join(' ')} ended:\n${this.#output}`);
    return this;
  }

  /** Runs a command beside the one that was started, and returns what it prints. */
  async exec([program, ...args]) {
    try {
      const { stdout } = await run(program, args, this.settings);
      return stdout.trim();
    } catch (error) {
      throw new Error(`${program} ${args.join(' ')} failed:\n${error.stdout}${error.stderr}`, {
        cause: error,
      });
    }
  }

  /** Ends it as an engine does, and checks that it ends cleanly. */
  async stop() {
    if (this.#child === null || this.#child.exitCode !== null) return;
    this.#child.kill('SIGTERM');
    const [code, signal] = await once(this.#child, 'exit');
    if (code !== 0) throw new Error(`ended with ${code ?? signal} after SIGTERM:\n${this.#output}`);
  }
}
