import { execFile, spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MINUTES = 60_000;

/** A folder in which commands of the page run, with Node.js from `nodeFolder`. */
export class Project {
  #running = new Set();

  constructor(folder, nodeFolder) {
    this.folder = folder;
    this.useNode(nodeFolder);
  }

  useNode(nodeFolder) {
    // What `npm run` adds would lead the project's npm into this repository.
    const ofNpmRun = /^npm_(?!config_)|^npm_config_(local_)?prefix$|^NODE_(OPTIONS|ENV|PATH)$|^INIT_CWD$/i;
    const inherited = Object.entries(process.env).filter(([name]) => !ofNpmRun.test(name));
    this.env = {
      ...Object.fromEntries(inherited),
      PATH: `${nodeFolder}:${process.env.PATH}`,
      npm_config_yes: 'true',
      npm_config_prefer_offline: 'true',
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_update_notifier: 'false',
    };
  }

  async run(command, { timeoutMs = 8 * MINUTES } = {}) {
    const options = { cwd: this.folder, env: this.env, timeout: timeoutMs, maxBuffer: 2 ** 26 };
    try {
      const { stdout, stderr } = await run('bash', ['-ec', command], options);
      return `${stdout}${stderr}`;
    } catch (error) {
      throw new Error(`${command.trim()}\n${error.stdout}\n${error.stderr}`, { cause: error });
    }
  }

  /** Starts a command that keeps running; resolves when its output has the text. */
  async start(command, text) {
    const child = spawn('bash', ['-ec', command], { cwd: this.folder, env: this.env, detached: true });
    const running = { child, output: '' };
    this.#running.add(running);
    process.once('exit', () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid);
    });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk) => (running.output += chunk));
    await this.waitFor(running, text);
    return running;
  }

  async waitFor(running, text, limitMs = 2 * MINUTES) {
    const until = performance.now() + limitMs;
    while (!running.output.includes(text)) {
      if (running.child.exitCode !== null || performance.now() > until)
        throw new Error(`no ${JSON.stringify(text)} in the output:\n${running.output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async stopAll() {
    for (const { child } of this.#running) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      process.kill(-child.pid);
      await ended;
    }
    this.#running.clear();
  }

  async write(name, text) {
    await mkdir(dirname(join(this.folder, name)), { recursive: true });
    await writeFile(join(this.folder, name), text);
  }

  async editJson(name, change) {
    const json = JSON.parse(await readFile(join(this.folder, name), 'utf8'));
    change(json);
    await this.write(name, `${JSON.stringify(json, null, 2)}\n`);
  }

  async versionOf(name) {
    const file = join(this.folder, 'node_modules', name, 'package.json');
    return JSON.parse(await readFile(file, 'utf8')).version;
  }
}
