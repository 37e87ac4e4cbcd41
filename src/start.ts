import { runUntilStopped } from './boot/run.js';
import { startLine } from './boot/start-line.js';
import { loadEnvFileIfPresent } from './config/env-file.js';
import { refuseUnfitForProduction } from './config/production-fence.js';
import { readEnvironment } from './config/read-environment.js';
import { startLocalParts } from './local/local-parts.js';

/** `npm start`: the service, with a local part for everything that is not given. */
await runUntilStopped(async (opened) => {
  loadEnvFileIfPresent();
  const environment = readEnvironment(process.env);
  refuseUnfitForProduction(environment);
  const [local, { startService }] = await Promise.all([
    startLocalParts(environment, opened),
    import('./boot/start-service.js'), // takes as long to load as the database to start
  ]);
  const service = await startService(local.environment, {
    simulated: local.simulated,
    pendingMigrations: 'run',
  });
  opened.add(() => service.close());
  process.stdout.write(`${startLine(service.url, local)}\n`);
});
