import { join } from 'node:path';
import { loadAtOnce } from '../boot/load-at-once.js';
import type { Environment } from '../config/environment.js';
import { makeFolder } from './make-folder.js';

export interface LocalSimulator {
  /** What the service must be told to take it for iDenfy. */
  readonly variables: Pick<
    Environment,
    'IDENFY_API_KEY' | 'IDENFY_API_SECRET' | 'IDENFY_BASE_URL' | 'IDENFY_UI_URL'
  >;
  close(): Promise<void>;
}

/** The simulated iDenfy. It remembers its sessions in `DATA_DIR` and calls the service back as iDenfy would. */
export async function startSimulator(
  { DATA_DIR, SIMULATOR_PORT, PORT, HOST }: Environment,
  signingKey: string | undefined,
): Promise<LocalSimulator> {
  loadAtOnce(new URL(import.meta.resolve('nestjs-idenfy/simulator')));
  const { IdenfySimulator } = await import('nestjs-idenfy/simulator');
  await makeFolder(DATA_DIR);
  const simulator = await IdenfySimulator.start({
    port: SIMULATOR_PORT,
    webhookUrl: `http://${reachable(HOST)}:${PORT}/idenfy/webhooks`,
    signingKey,
    stateFile: join(DATA_DIR, 'simulator.json'),
  });
  return {
    variables: {
      IDENFY_API_KEY: simulator.apiKey,
      IDENFY_API_SECRET: simulator.apiSecret,
      IDENFY_BASE_URL: simulator.url,
      IDENFY_UI_URL: simulator.uiUrl,
    },
    close: () => simulator.close(),
  };
}

/** How a service that listens there is reached from this machine. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
