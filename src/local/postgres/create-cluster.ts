import { once } from 'node:events';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { clusterArgument } from './cluster-argument.js';
import { giveTo } from './data-folder.js';
import type { DataFolder } from './data-folder.js';
import { DataDirectoryVersionError } from './errors/data-directory-version.error.js';
import { PostgresStartError } from './errors/postgres-start.error.js';
import type { Binaries } from './runnable-binaries.js';
import { WatchedProcess } from './watched-process.js';

/** Makes the folder's cluster where there is none yet. @throws {@link DataDirectoryVersionError} */
export async function createCluster(
  folder: DataFolder,
  binaries: Binaries,
  { durable }: { readonly durable: boolean },
): Promise<void> {
  const version = (await clusterVersion(folder)) ?? (await initialise(folder, binaries, durable));
  if (version !== binaries.majorVersion) {
    throw new DataDirectoryVersionError(folder.path, version, binaries.majorVersion);
  }
}

async function clusterVersion({ cluster }: DataFolder): Promise<string | undefined> {
  try {
    return (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch {
    return undefined;
  }
}

/** Made aside and renamed: a run that dies half-way, or two at once, must not leave half a cluster. */
async function initialise(folder: DataFolder, binaries: Binaries, durable: boolean): Promise<string> {
  const aside = await mkdtemp(join(folder.path, '.cluster-'));
  try {
    await giveTo(folder.owner, aside);
    await runInitdb(folder, binaries, aside, durable);
    await rename(aside, folder.cluster);
    return binaries.majorVersion;
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    const madeByAnother = await clusterVersion(folder);
    if (madeByAnother === undefined) throw error;
    return madeByAnother;
  }
}

async function runInitdb(
  folder: DataFolder,
  binaries: Binaries,
  aside: string,
  durable: boolean,
): Promise<void> {
  const initdb = new WatchedProcess({
    program: binaries.initdb,
    args: initdbArguments(await clusterArgument(folder.owner, aside), durable),
    cwd: aside,
    owner: folder.owner,
    endSignal: 'INT',
    leftover: folder.temporary ? folder.path : join('..', basename(aside)),
  });
  const complaints: string[] = [];
  initdb.log.on('line', (line) => complaints.push(line));
  await once(initdb.log, 'close');
  const status = await initdb.stop({ keepLeftover: true });
  if (status !== 0) {
    throw new PostgresStartError(folder.path, complaints[0] ?? `initdb ended with status ${status}`);
  }
}

function initdbArguments(cluster: string, durable: boolean): string[] {
  return [
    `--pgdata=${cluster}`,
    '--username=postgres',
    '--pwfile=../password',
    '--auth=scram-sha-256',
    // Stretching helps guessable passwords; 32 random bytes need none, and every connection is faster.
    '--set=scram_iterations=1',
    // The same on every machine: Unicode's letters, ordered by code point.
    '--encoding=UTF8',
    '--no-locale',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
}
