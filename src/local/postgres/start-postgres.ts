import { tmpdir } from 'node:os';
import { createCluster } from './create-cluster.js';
import { openDataFolder } from './data-folder.js';
import type { DataFolder } from './data-folder.js';
import { LocalPostgresError } from './errors/local-postgres.error.js';
import { PostgresStartError } from './errors/postgres-start.error.js';
import { failureLine } from './failure-line.js';
import { waitUntilReleased } from './lock-file.js';
import { launchServer } from './launch-server.js';
import { readOrCreatePassword } from './password-file.js';
import { runnableBinaries } from './runnable-binaries.js';
import { shippedBinaries } from './shipped-binaries.js';
import type { ShippedBinaries } from './shipped-binaries.js';
import { createTemporaryFolder } from './temporary-folder.js';

export interface PostgresOptions {
  /**
   * A folder of its own for the database; made when missing, and given to the user the server runs as.
   * @default a temporary folder, removed when the server ends
   */
  readonly dataDir?: string;
  /** Whether a commit survives a power cut. `false` is faster and for data nobody will miss. */
  readonly durable: boolean;
  /** Gets every line of the server's log. */
  readonly onLog?: (line: string) => void;
}

export interface RunningPostgres {
  /** Connection string of the superuser, with the password. */
  readonly url: string;
  /** Absolute path of the data folder. */
  readonly dataDir: string;
  /** Ends the server, orderly; a temporary folder is gone afterwards. May be called twice. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the PostgreSQL that came with npm, on 127.0.0.1 and a free port. It never outlives this process.
 *
 * @throws {@link DataDirectoryInUseError}, {@link DataDirectoryVersionError}, {@link DataDirectoryForeignError},
 * {@link UnsupportedPlatformError}, {@link PostgresStartError}: all of them a `LocalPostgresError`.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  try {
    const shipped = await shippedBinaries();
    return await startIn(await openFolder(options), shipped, options);
  } catch (error) {
    if (error instanceof LocalPostgresError) throw error;
    throw new PostgresStartError(options.dataDir ?? tmpdir(), failureLine(error), { cause: error });
  }
}

function openFolder({ dataDir }: PostgresOptions): Promise<DataFolder> {
  return dataDir === undefined ? createTemporaryFolder() : openDataFolder(dataDir);
}

async function startIn(
  folder: DataFolder,
  shipped: ShippedBinaries,
  { durable, onLog }: PostgresOptions,
): Promise<RunningPostgres> {
  try {
    const binaries = await runnableBinaries(shipped, folder.owner);
    const password = await readOrCreatePassword(folder);
    await createCluster(folder, binaries, { durable });
    await waitUntilReleased(folder);
    const { port, stop } = await launchServer(folder, binaries, { durable, onLog });
    return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, dataDir: folder.path, stop };
  } catch (error) {
    await folder.discard();
    throw error;
  }
}
