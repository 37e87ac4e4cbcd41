import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Binaries } from './binaries.js';
import { clusterArgument } from './cluster.js';
import type { DataFolder } from './data-folder.js';
import { DataDirectoryInUseError, PostgresStartError } from './errors.js';
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

/** Starts the server and waits until it accepts connections. */
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
    // INT lets the server flush everything first; QUIT does not, and is for data that is thrown away.
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
  const reason = fatal?.replace(/^.*FATAL:\s+/, '') ?? log.at(-1) ?? 'it ended without a message';
  return new PostgresStartError(folder.path, reason.replaceAll('/proc/self/cwd', folder.cluster));
}

/** Never waits for the disk: losing this data in a crash of the machine does no harm. */
const NOT_DURABLE = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
];

/** Settings that differ from PostgreSQL's defaults, as `name=value`. */
function serverSettings({ durable, port }: { readonly durable: boolean; readonly port: number }): string[] {
  return [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    'log_checkpoints=off',
    ...(durable ? [] : NOT_DURABLE),
  ];
}

/** A port of 127.0.0.1 that was free a moment ago. Another process may take it first, so callers must expect that. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
