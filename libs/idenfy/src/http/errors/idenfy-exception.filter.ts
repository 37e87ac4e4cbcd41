import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { IdenfyConfigurationError } from '../../errors/configuration.error.js';
import { isDatabaseAway } from '../../database/database-errors.js';
import { safeCause } from '../../errors/idenfy.error.js';
import { RestOptions } from '../rest.options.js';
import { stackWithoutMessage, toHttpError } from './http-error.js';
import { RefusalLog } from './refusal-log.js';

/**
 * Answers all errors on our routes in one shape. It is bound to our controllers, not to the application: other routes keep
 * their own filters, and get the same answers from `toHttpError()`.
 */
@Catch()
export class IdenfyExceptionFilter implements ExceptionFilter {
  private readonly logger = new Logger(IdenfyExceptionFilter.name);

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly options: RestOptions,
    private readonly refusals: RefusalLog,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const { httpAdapter } = this.adapterHost;
    const response: unknown = host.switchToHttp().getResponse();
    const { body, retryAfterSeconds, unforeseen } = toHttpError(thrown, this.options.errors);
    this.refusals.note(thrown, body.statusCode);
    if (unforeseen) {
      this.logger.error(
        thrown instanceof IdenfyConfigurationError ? thrown.message : stackWithoutMessage(thrown),
      );
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
