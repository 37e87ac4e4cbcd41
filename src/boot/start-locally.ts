import type { Environment } from '../config/environment.js';
import {
  loadEnvFileIfPresent,
  readEnvironment,
  refuseUnfitForProduction,
} from '../config/read-environment.js';
import { loadPackages } from './fast-load.js';
import { startLocalParts } from './local-parts.js';
import { runUntilStopped } from './run.js';

/** Runs the service with its local parts until this process is told to stop. */
export async function startLocally(): Promise<never> {
  return runUntilStopped(async (opened) => {
    loadEnvFileIfPresent();
    const environment = readEnvironment(process.env);
    refuseUnfitForProduction(environment);
    process.stdout.write(progressLine(environment, process.stdout));
    // PostgreSQL starts in a process of its own, while this one loads code.
    const [local] = await Promise.all([startLocalParts(environment, opened), loadPackages()]);
    const { startLine, startService } = await import('./start-service.js');
    const { simulated } = local;
    const service = await startService(local.environment, { simulated, pendingMigrations: 'run' });
    opened.add(() => service.close());
    process.stdout.write(`${startLine(service.url, local)}\n`);
  });
}

/** What is starting, for a person at a terminal; empty otherwise, so that scripts read the start line alone. */
export function progressLine(
  { DATABASE_URL, IDENFY_API_KEY }: Environment,
  { isTTY }: { readonly isTTY?: boolean },
): string {
  if (!isTTY) return '';
  const local = [...(DATABASE_URL ? [] : ['PostgreSQL']), ...(IDENFY_API_KEY ? [] : ['the simulator'])];
  return `Starting ${local.join(' and ') || 'the service'}…\n`;
}
