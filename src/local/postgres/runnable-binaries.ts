import { join } from 'node:path';
import { UnsupportedPlatformError } from './errors/unsupported-platform.error.js';
import { failureLine } from './failure-line.js';
import { restoreLibraryLinks } from './library-links.js';
import { readableCopy } from './readable-copy.js';
import { runAs } from './server-owner.js';
import type { ServerOwner } from './server-owner.js';
import type { ShippedBinaries } from './shipped-binaries.js';

/** Server programs that were seen to run. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Data folders of another major version cannot be read. */
  readonly majorVersion: string;
}

/**
 * The binaries where npm put them, or a copy elsewhere: the server's user cannot see into a checkout below
 * `/root`, and in an image the packages may be read-only with their links missing.
 */
export async function runnableBinaries(shipped: ShippedBinaries, owner: ServerOwner): Promise<Binaries> {
  await restoreLibraryLinks(shipped.folder);
  if ((await whyNotRunning(shipped.folder, owner)) === undefined) return binariesIn(shipped.folder, shipped);

  const copy = await readableCopy(shipped);
  const reason = await whyNotRunning(copy, owner);
  if (reason !== undefined) throw new UnsupportedPlatformError(reason);
  return binariesIn(copy, shipped);
}

function binariesIn(folder: string, { version }: ShippedBinaries): Binaries {
  return {
    initdb: join(folder, 'bin', 'initdb'),
    postgres: join(folder, 'bin', 'postgres'),
    majorVersion: version.split('.')[0] ?? version,
  };
}

/** Both are tried, since they load different libraries. */
async function whyNotRunning(folder: string, owner: ServerOwner): Promise<string | undefined> {
  try {
    await runAs(owner, join(folder, 'bin', 'postgres'), ['--version']);
    await runAs(owner, join(folder, 'bin', 'initdb'), ['--version']);
    return undefined;
  } catch (error) {
    return failureLine(error);
  }
}
