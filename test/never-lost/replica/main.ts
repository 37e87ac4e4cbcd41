import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { HostModule } from './host.module.js';
import { readSettings } from './replica-settings.js';

// A process of its own for a spec to start, to kill and to start again: `ReplicaProcess`.
const app = await NestFactory.create(HostModule.for(readSettings()), {
  logger: ['fatal', 'error', 'warn'],
  abortOnError: false,
});
app.enableShutdownHooks([], { useProcessExit: true });
await app.listen(0, '127.0.0.1');
process.once('disconnect', () => process.exit()); // whoever started it is gone
process.send?.({ url: await app.getUrl() });
