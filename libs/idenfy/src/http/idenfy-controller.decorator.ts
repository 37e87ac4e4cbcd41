import {
  applyDecorators,
  type CallHandler,
  Controller,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SerializeOptions,
  SetMetadata,
  UseFilters,
  UseGuards,
  UseInterceptors,
  VERSION_NEUTRAL,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Observable } from 'rxjs';
import { IdenfyAccessGuard } from './access/idenfy-access.guard.js';
import { CaseVersionTag } from './case-version.js';
import { IdenfyExceptionFilter } from './errors/idenfy-exception.filter.js';

/** No answer of ours may stay in a cache: it contains session tokens, or something about a person. */
@Injectable()
class NoStore implements NestInterceptor {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    this.adapterHost.httpAdapter.setHeader(context.switchToHttp().getResponse(), 'Cache-Control', 'no-store');
    return next.handle();
  }
}

/**
 * Keeps answers out of the host's global `CacheInterceptor`, which keys them by URL and so gives one person the answer of
 * another: a factory of the time to live that throws makes it pass the answer on, uncached.
 */
const NotCached = () =>
  SetMetadata('cache_module:cache_ttl', () => {
    throw new Error('Answers of nestjs-idenfy are not cached.');
  });

/** Our answers are what is sent: the options of the host's global `ClassSerializerInterceptor` do not apply to them. */
const SerializedAsIs = () =>
  SerializeOptions({
    strategy: 'exposeAll',
    ignoreDecorators: true,
    excludePrefixes: [],
    excludeExtraneousValues: false,
    enableImplicitConversion: false,
    exposeUnsetFields: true,
    type: undefined,
  });

/** A controller with our access guard, error answers and `no-store`, under the same path for all versions of the host. */
export function IdenfyController(path: string): ClassDecorator {
  return applyDecorators(
    Controller({ path, version: VERSION_NEUTRAL }),
    UseGuards(IdenfyAccessGuard),
    UseFilters(IdenfyExceptionFilter),
    UseInterceptors(NoStore, CaseVersionTag),
    NotCached(),
    SerializedAsIs(),
  );
}
