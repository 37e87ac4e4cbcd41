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
    // The database starts while the code is loaded; what cannot start does not wait for it.
    const [local, { startService }, { startLine }] = await Promise.all([
      startLocalParts(environment, opened),
      import('../boot/start-service.js'),
      import('../boot/start-line.js'),
    ]);
    const { simulated } = local;
    const service = await startService(local.environment, { simulated, pendingMigrations: 'run' });
    opened.add(() => service.close());
    process.stdout.write(`${startLine(service.url, local)}\n`);
  });
}
