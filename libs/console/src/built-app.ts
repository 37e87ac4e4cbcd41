import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

const compress = promisify(gzip);

/** A file of the built page. */
export class AppFile {
  readonly type: string;
  readonly etag: string;
  /** Whether the name changes with the content. */
  readonly immutable: boolean;
  #compressed: Promise<Buffer> | undefined;

  constructor(
    name: string,
    readonly bytes: Buffer,
  ) {
    this.type = MEDIA_TYPES[extname(name)] ?? 'application/octet-stream';
    this.etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    this.immutable = name.startsWith('assets/');
  }

  /** Compressed at the first request, then kept. */
  gzipped(): Promise<Buffer> {
    this.#compressed ??= compress(this.bytes, { level: 9 });
    return this.#compressed;
  }
}

/** The page as the build wrote it: all files, in memory, so that no path of a request reaches the file system. */
export class BuiltApp {
  private constructor(
    /** Name below the mount path, such as `assets/index-x.js`. */
    readonly files: ReadonlyMap<string, AppFile>,
    /** The page, without what depends on the host. */
    readonly html: string,
  ) {}

  /** @throws Error when the package was not built */
  static read(): BuiltApp {
    const manifest = createRequire(import.meta.url).resolve('@nestjs-idenfy/console/package.json');
    const folder = join(dirname(manifest), 'dist/app');
    try {
      const html = readFileSync(join(folder, 'index.html'), 'utf8');
      return new BuiltApp(filesIn(folder), html);
    } catch (cause) {
      throw new Error('@nestjs-idenfy/console has no built page: run `npm run build` in its repository', {
        cause,
      });
    }
  }
}

function filesIn(folder: string): Map<string, AppFile> {
  const files = new Map<string, AppFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join('/');
    if (entry.isFile() && name !== 'index.html' && !name.startsWith('.')) {
      files.set(name, new AppFile(name, readFileSync(path)));
    }
  }
  return files;
}
