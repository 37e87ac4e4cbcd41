import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { HostModule } from './host.module.js';
import { readSettings } from './replica-settings.js';

// A process of its own for a spec to start, to kill and to start again: `ReplicaProcess`.
const settings = readSettings();
const adapter = settings.adapter === 'fastify' ? new FastifyAdapter() : new ExpressAdapter();
const app = await NestFactory.create(HostModule.for(settings), adapter, {
  logger: ['fatal', 'error', 'warn'],
  abortOnError: false,
});
app.enableShutdownHooks([], { useProcessExit: true });
await app.listen(0, '127.0.0.1');
process.once('disconnect', () => process.exit()); // the parent process has ended
process.send?.({ url: await app.getUrl() });
