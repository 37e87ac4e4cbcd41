import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { IdenfyConfigurationError } from '../../errors/idenfy-configuration.error.js';
import { isDatabaseAway } from '../../errors/is-database-away.js';
import { safeCause } from '../../errors/safe-cause.js';
import { HttpSettings } from '../http-settings.js';
import { toHttpError } from './http-error.js';
import { withoutWords } from './without-words.js';

/**
 * Answers every error on our routes in one shape. It is bound to our controllers, not to the application: other
 * routes keep their own filters, and can have the same answers through `toHttpError()`.
 */
@Catch()
export class IdenfyExceptionFilter implements ExceptionFilter {
  private readonly logger = new Logger(IdenfyExceptionFilter.name);

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly settings: HttpSettings,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const { httpAdapter } = this.adapterHost;
    const response: unknown = host.switchToHttp().getResponse();
    const { body, retryAfterSeconds, unforeseen } = toHttpError(thrown, this.settings.errors);
    if (unforeseen) {
      this.logger.error(thrown instanceof IdenfyConfigurationError ? thrown.message : withoutWords(thrown));
    } else if (isDatabaseAway(thrown)) {
      this.logger.error(`The database is away (${safeCause(thrown)?.message ?? 'no connection'}).`);
    }
    if (httpAdapter.isHeadersSent(response)) {
      httpAdapter.end(response);
      return;
    }
    if (retryAfterSeconds !== undefined) {
      httpAdapter.setHeader(response, 'Retry-After', String(Math.ceil(retryAfterSeconds)));
    }
    httpAdapter.setHeader(response, 'Cache-Control', 'no-store');
    httpAdapter.reply(response, body, body.statusCode);
  }
}
