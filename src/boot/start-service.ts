import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from '../app.module.js';
import type { CompleteEnvironment } from '../config/complete-environment.js';
import { isServed } from '../config/switches.js';
import type { ServiceMode } from '../config/service-mode.js';
import { serveDocs } from '../web/serve-docs.js';
import { servePage } from '../web/serve-page.js';
import { listen } from './listen.js';

const LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

export interface RunningService {
  /** Where it listens. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the service. Logs wait until it stands: what prevents a start is told by whoever called, in one line. */
export async function startService(
  environment: CompleteEnvironment,
  mode: ServiceMode,
): Promise<RunningService> {
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.for(environment, mode),
    new ExpressAdapter(),
    { logger: loggerFor(environment), bufferLogs: true, autoFlushLogs: false, abortOnError: false },
  );
  try {
    app.disable('x-powered-by');
    servePage(app, environment);
    if (isServed('SERVE_DOCS', environment)) serveDocs(app);
    await listen(app, environment);
  } catch (error) {
    await app.close();
    throw error;
  }
  app.flushLogs();
  return { url: await app.getUrl(), close: () => app.close() };
}

function loggerFor({ LOG_LEVEL, NODE_ENV }: CompleteEnvironment): ConsoleLogger {
  return new ConsoleLogger({
    logLevels: LEVELS.slice(0, LEVELS.indexOf(LOG_LEVEL) + 1),
    json: NODE_ENV === 'production',
  });
}
