import { tmpdir } from 'node:os';
import { createCluster } from './cluster.js';
import {
  createTemporaryFolder,
  type DataFolder,
  openDataFolder,
  readOrCreatePassword,
} from './data-folder.js';
import { failureLine, LocalPostgresError, PostgresStartError } from './errors.js';
import { waitUntilReleased } from './lock-file.js';
import { launchServer } from './server.js';
import { runnableBinaries, shippedBinaries, type ShippedBinaries } from './binaries.js';

export interface PostgresOptions {
  /**
   * A folder for this database alone. It is created when missing, and its owner becomes the user the server runs as.
   * @default a temporary folder, removed when the server ends
   */
  readonly dataDir?: string;
  /** Whether a commit survives a power cut. `false` is faster, for data that may be lost. */
  readonly durable: boolean;
  /** Receives every line of the server's log. */
  readonly onLog?: (line: string) => void;
}

export interface RunningPostgres {
  /** Connection string of the superuser, with the password. */
  readonly url: string;
  /** Absolute path of the data folder. */
  readonly dataDir: string;
  /** Stops the server cleanly and removes a temporary folder. May be called twice. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the PostgreSQL that npm installed, on a free port of 127.0.0.1. The server never outlives this process.
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
