import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { contextFilter, execForm } from './dockerfile.mjs';

const run = promisify(execFile);

/** A folder that gets the content of an image: what COPY copies, and what RUN leaves behind. */
export class ImageFolder {
  /** Variables that ENV sets. */
  variables = {};
  /** What a container runs. */
  command = [];
  /** What tells an engine whether the container works. */
  healthCheck = null;
  user = 'root';
  #entry = [];
  #folder = '/';

  /** Carries out the instructions of a stage. `images` are the stages before it, by name. */
  static async build({ name, instructions }, folder, context, images) {
    const image = new ImageFolder(folder);
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o755);
    for (const { keyword, rest } of instructions) {
      try {
        await image.#carryOut(keyword, rest, context, images);
      } catch (error) {
        throw new Error(
          `stage ${name}: ${keyword} ${rest}\n${error.stdout ?? ''}${error.stderr ?? error.message}`,
          {
            cause: error,
          },
        );
      }
    }
    image.command = [...image.#entry, ...image.command];
    return image;
  }

  constructor(folder) {
    this.folder = folder;
  }

  /** Where WORKDIR is. */
  get workingFolder() {
    return join(this.folder, this.#folder);
  }

  async #carryOut(keyword, rest, context, images) {
    if (keyword === 'WORKDIR') {
      this.#folder = rest;
      await mkdir(this.workingFolder, { recursive: true });
    } else if (keyword === 'ENV') Object.assign(this.variables, pairs(rest));
    else if (keyword === 'COPY') await this.#copy(rest, context, images);
    else if (keyword === 'RUN') await this.#run(rest);
    else if (keyword === 'USER') this.user = rest;
    else if (keyword === 'ENTRYPOINT') this.#entry = execForm(rest);
    else if (keyword === 'CMD') this.command = execForm(rest);
    else if (keyword === 'HEALTHCHECK') this.healthCheck = execForm(rest);
  }

  async #run(command) {
    const env = { ...cleanEnvironment(), ...this.variables };
    await run('/bin/sh', ['-c', command], { cwd: this.workingFolder, env, maxBuffer: 64 * 1024 * 1024 });
  }

  async #copy(rest, context, images) {
    const words = rest.split(/\s+/);
    const from = /^--from=(.+)$/.exec(words[0])?.[1];
    if (from) words.shift();
    const image = from && images.get(from);
    if (from && !image) throw new Error(`there is no stage ${from} before this one`);
    const target = words.pop();
    const root = image ? image.folder : context;
    const included = image
      ? () => true
      : contextFilter(await readFile(join(context, '.dockerignore'), 'utf8'));
    const filter = (path) => path === root || included(relative(root, path));
    for (const word of words) {
      const source = resolve(root, `./${word}`);
      if (!filter(source) && source !== root) throw new Error(`.dockerignore leaves out ${word}`);
      const toFolder = /^\.?\/?$|\/$/.test(target) && !(await stat(source)).isDirectory();
      const destination = join(this.workingFolder, target, toFolder ? basename(source) : '');
      await cp(source, destination, { recursive: true, verbatimSymlinks: true, filter });
    }
  }
}

function pairs(text) {
  return Object.fromEntries(text.split(/\s+/).map((pair) => pair.split('=')));
}

/** What a command of the Dockerfile may see of this process: neither npm's settings for this project nor its programs. */
export function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_|NODE_ENV$|NODE_OPTIONS$)/i.test(name) ||
      /^npm_config_(registry|cache|userconfig)$/i.test(name),
  );
  const PATH = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  return { ...Object.fromEntries(kept), PATH: PATH.join(':') };
}
