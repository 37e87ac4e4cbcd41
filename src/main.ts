import { cacheCompiledCode, loadPackages } from './boot/fast-load.js';
import { runUntilStopped } from './boot/run.js';
import {
  loadEnvFileIfPresent,
  readEnvironment,
  refuseUnfitForProduction,
  requireComplete,
} from './config/read-environment.js';

cacheCompiledCode();

/** The service alone, for deployments: every part it needs is set by variables. */
await runUntilStopped(async (opened) => {
  loadEnvFileIfPresent();
  const environment = readEnvironment(process.env);
  refuseUnfitForProduction(environment);
  requireComplete(environment);
  await loadPackages();
  const { startService } = await import('./boot/start-service.js');
  const service = await startService(environment, { simulated: false, pendingMigrations: 'refuse' });
  opened.add(() => service.close());
  process.stdout.write(`KYC onboarding on ${service.url}\n`);
});
