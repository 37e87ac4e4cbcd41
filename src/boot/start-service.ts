import { ConsoleLogger, type INestApplication, type LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { completeIdenfyDocument, IDENFY_API_URL } from 'nestjs-idenfy';
import { AppModule } from '../app.module.js';
import type { Environment } from '../config/environment.js';
import type { CompleteEnvironment } from '../config/read-environment.js';
import { isServed, type ServiceMode } from '../config/service-mode.js';
import { servePage } from '../page/serve-page.js';
import { BootError } from './boot-error.js';
import type { LocalParts } from './local-parts.js';

const LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

export interface RunningService {
  /** Where it listens. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the service. Logs are held back until it listens: a failed start is one line, which the caller prints. */
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

/** @throws BootError when HOST is a name that does not resolve */
async function listen(app: INestApplication, { PORT, HOST }: Environment): Promise<void> {
  try {
    await app.listen(PORT, HOST);
  } catch (error) {
    if (error instanceof Error && 'hostname' in error && error.hostname === HOST) {
      throw new BootError(
        'HOST does not resolve to an address: set it to 127.0.0.1, or to 0.0.0.0 for every interface',
        { cause: error },
      );
    }
    throw error;
  }
}

/** OpenAPI at /docs and /docs-json. It is generated on the first request, so that the start does not wait for it. */
function serveDocs(app: INestApplication): void {
  const config = new DocumentBuilder()
    .setTitle('KYC onboarding')
    .setDescription('A reference service around nestjs-idenfy: onboards people through iDenfy.')
    .setVersion('0.1.0')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .addBearerAuth()
    .setOpenAPIVersion('3.1.0')
    .build();
  SwaggerModule.setup('docs', app, () => completeIdenfyDocument(SwaggerModule.createDocument(app, config)), {
    jsonDocumentUrl: 'docs-json',
    raw: ['json'],
  });
}

/** One line: where the service listens, which parts are real, and which are simulated. */
export function startLine(url: string, { environment, simulated, embedded }: LocalParts): string {
  const idenfy = `iDenfy (${origin(environment.IDENFY_BASE_URL ?? IDENFY_API_URL)})`;
  const database = embedded
    ? `PostgreSQL (in ${environment.DATA_DIR})`
    : `PostgreSQL (${host(environment.DATABASE_URL)})`;
  const real = [...(simulated ? [] : [idenfy]), ...(embedded ? [] : [database])];
  const parts = [
    `KYC onboarding on ${url}`,
    `real: ${real.join(', ') || 'nothing'}`,
    ...(simulated ? [`simulated: ${idenfy}`] : []),
    ...(embedded ? [`local: ${database}`] : []),
  ];
  return parts.join(' | ');
}

function origin(url: string): string {
  return new URL(url).origin;
}

function host(url: string): string {
  return new URL(url).host;
}
