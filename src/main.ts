import { cacheCompiledCode } from './boot/compile-cache.js';
import { loadAtOnce } from './boot/load-at-once.js';
import { runUntilStopped } from './boot/run.js';
import { requireComplete } from './config/complete-environment.js';
import { loadEnvFileIfPresent } from './config/env-file.js';
import { refuseUnfitForProduction } from './config/production-fence.js';
import { readEnvironment } from './config/read-environment.js';

cacheCompiledCode();

/** The service alone: everything it needs is given by variables. For deployments. */
await runUntilStopped(async (opened) => {
  loadEnvFileIfPresent();
  const environment = readEnvironment(process.env);
  refuseUnfitForProduction(environment);
  requireComplete(environment);
  loadAtOnce(new URL('boot/start-service.js', import.meta.url));
  const { startService } = await import('./boot/start-service.js');
  const service = await startService(environment, { simulated: false, pendingMigrations: 'refuse' });
  opened.add(() => service.close());
  process.stdout.write(`KYC onboarding on ${service.url}\n`);
});
