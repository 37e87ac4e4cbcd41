import { once } from 'node:events';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { platform } from 'node:os';
import { basename, join } from 'node:path';
import type { Binaries } from './binaries.js';
import { type DataFolder, giveTo } from './data-folder.js';
import { DataDirectoryVersionError, PostgresStartError } from './errors.js';
import { canEnter, type ServerOwner } from './server-owner.js';
import { WatchedProcess } from './watched-process.js';

/** Creates the folder's cluster when there is none yet. @throws {@link DataDirectoryVersionError} */
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

/** Creates the cluster aside and renames it: a run that dies halfway, or two runs at once, must not leave half a cluster. */
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
  const log: string[] = [];
  initdb.log.on('line', (line) => log.push(line));
  await once(initdb.log, 'close');
  const status = await initdb.stop({ keepLeftover: true });
  if (status !== 0) {
    throw new PostgresStartError(folder.path, log[0] ?? `initdb ended with status ${status}`);
  }
}

function initdbArguments(cluster: string, durable: boolean): string[] {
  return [
    `--pgdata=${cluster}`,
    '--username=postgres',
    '--pwfile=../password',
    '--auth=scram-sha-256',
    // Key stretching protects guessable passwords; 32 random bytes need none, and every connection is faster.
    '--set=scram_iterations=1',
    // The same order on every machine: Unicode, sorted by code point.
    '--encoding=UTF8',
    '--no-locale',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
}

/**
 * The cluster's path as PostgreSQL gets it; its processes are started inside the cluster.
 *
 * A checkout below a home folder with mode 0700, such as `/root`, hides its data folder from the user the server
 * runs as, although that user owns it. Node changes into the folder while it is still root, and on Linux
 * `/proc/self/cwd` leads there without permission checks on the folders above. So the data stays where it was asked
 * for, and no permission on the way changes.
 */
export async function clusterArgument(owner: ServerOwner, cluster: string): Promise<string> {
  if (platform() !== 'linux' || (await canEnter(owner, cluster))) return cluster;
  return '/proc/self/cwd';
}
