import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An empty folder that installs the tarballs and the named packages, as a user's project would. */
export class Consumer {
  static async install(folder, tarballs, packages) {
    await mkdir(folder, { recursive: true });
    const manifest = { name: 'consumer', private: true, type: 'module', dependencies: packages };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
    const flags = ['--prefer-offline', '--strict-peer-deps', '--no-audit', '--no-fund'];
    await run('npm', ['install', ...tarballs, ...flags], { cwd: folder });
    return new Consumer(folder);
  }

  constructor(folder) {
    this.folder = folder;
  }

  /** Runs a program written for this consumer; its output is shown when it fails. */
  async runs(name, source) {
    await writeFile(join(this.folder, name), source);
    await this.#exec(process.execPath, [name]);
  }

  /** Compiles a program against the package's own type declarations, which are checked too. */
  async compiles(name, source, tsc, settings) {
    await writeFile(join(this.folder, name), source);
    const options = ['--noEmit', '--strict', '--target', 'es2023', '--types', 'node', ...settings];
    const decorators = ['--experimentalDecorators', '--emitDecoratorMetadata'];
    const output = await run(process.execPath, [tsc, ...options, ...decorators, name], {
      cwd: this.folder,
    }).then(
      () => '',
      (error) => error.stdout,
    );
    // Other packages' declarations have errors of their own without skipLibCheck; ours may not.
    const ours = output.split('\n').filter((line) => line.startsWith(name) || /nestjs-idenfy\//.test(line));
    if (ours.length > 0) throw new Error(`${name}, ${settings.join(' ')}:\n${ours.join('\n')}`);
  }

  async remove(name) {
    await rm(join(this.folder, 'node_modules', name), { recursive: true });
  }

  async bin(name, ...args) {
    await this.#exec(join(this.folder, 'node_modules', '.bin', name), args);
  }

  async #exec(file, args) {
    try {
      await run(file, args, { cwd: this.folder, timeout: 60_000 });
    } catch (error) {
      throw new Error(`${args.join(' ')} failed:\n${error.stdout}${error.stderr}`, { cause: error });
    }
  }
}
