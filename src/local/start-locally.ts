import { loadAtOnce } from '../boot/load-at-once.js';
import { progressLine } from '../boot/progress-line.js';
import { runUntilStopped } from '../boot/run.js';
import { loadEnvFileIfPresent } from '../config/env-file.js';
import { refuseUnfitForProduction } from '../config/production-fence.js';
import { readEnvironment } from '../config/read-environment.js';
import { startLocalParts } from './local-parts.js';

/** Runs the service with its local parts until this process is told to stop. */
export async function startLocally(): Promise<never> {
  return runUntilStopped(async (opened) => {
    loadEnvFileIfPresent();
    const environment = readEnvironment(process.env);
    refuseUnfitForProduction(environment);
    process.stdout.write(progressLine(environment, process.stdout));
    // First, so that what cannot start does not wait until all the code is loaded.
    const local = await startLocalParts(environment, opened);
    loadAtOnce(new URL('../boot/start-service.js', import.meta.url));
    const { startService } = await import('../boot/start-service.js');
    const { startLine } = await import('../boot/start-line.js');
    const { simulated } = local;
    const service = await startService(local.environment, { simulated, pendingMigrations: 'run' });
    opened.add(() => service.close());
    process.stdout.write(`${startLine(service.url, local)}\n`);
  });
}
