import { clusterArgument } from './cluster-argument.js';
import type { DataFolder } from './data-folder.js';
import { DataDirectoryInUseError } from './errors/data-directory-in-use.error.js';
import { PostgresStartError } from './errors/postgres-start.error.js';
import { freePort } from './free-port.js';
import type { Binaries } from './runnable-binaries.js';
import { serverSettings } from './server-settings.js';
import { WatchedProcess } from './watched-process.js';

export interface LaunchOptions {
  readonly durable: boolean;
  readonly onLog?: (line: string) => void;
}

export interface LaunchedServer {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

const PORTS_TRIED = 5;

/** Starts the server and waits until it takes connections. */
export async function launchServer(
  folder: DataFolder,
  binaries: Binaries,
  options: LaunchOptions,
): Promise<LaunchedServer> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const server = await spawnServer(folder, binaries, port, options);
    const log = await untilReady(server, options.onLog);
    if (log === 'ready') {
      server.unref();
      return {
        port,
        stop: async () => {
          await server.stop();
        },
      };
    }
    await server.stop({ keepLeftover: true });
    const portWasTaken = log.some((line) => line.includes('could not create any TCP/IP sockets'));
    if (!portWasTaken || attempt === PORTS_TRIED) throw startError(folder, log);
  }
}

async function spawnServer(
  folder: DataFolder,
  { postgres }: Binaries,
  port: number,
  { durable }: LaunchOptions,
): Promise<WatchedProcess> {
  const settings = serverSettings({ durable, port }).flatMap((setting) => ['-c', setting]);
  return new WatchedProcess({
    program: postgres,
    args: ['-D', await clusterArgument(folder.owner, folder.cluster), ...settings],
    cwd: folder.cluster,
    owner: folder.owner,
    // INT lets the server write everything down first; QUIT does not, and is for what is thrown away.
    endSignal: folder.temporary ? 'QUIT' : 'INT',
    leftover: folder.temporary ? folder.path : '',
  });
}

/** `'ready'`, or what the server wrote before it ended. */
async function untilReady(
  { log }: WatchedProcess,
  onLog: LaunchOptions['onLog'],
): Promise<'ready' | readonly string[]> {
  if (onLog !== undefined) log.on('line', onLog);
  const lines: string[] = [];
  return new Promise((resolve) => {
    const read = (line: string) => {
      lines.push(line);
      if (!line.endsWith('database system is ready to accept connections')) return;
      log.off('line', read);
      resolve('ready');
    };
    log.on('line', read);
    log.once('close', () => resolve(lines));
  });
}

function startError(folder: DataFolder, log: readonly string[]): Error {
  const fatal = log.find((line) => line.includes('FATAL:'));
  if (fatal !== undefined && /lock file .* already exists|pre-existing shared memory/.test(fatal)) {
    return new DataDirectoryInUseError(folder.path);
  }
  const reason = fatal?.replace(/^.*FATAL:\s+/, '') ?? log.at(-1) ?? 'it ended without a word';
  return new PostgresStartError(folder.path, reason.replaceAll('/proc/self/cwd', folder.cluster));
}
