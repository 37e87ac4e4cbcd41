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
import { map, type Observable } from 'rxjs';
import { IdenfyAccessGuard } from './access/idenfy-access.guard.js';
import { IdenfyExceptionFilter } from './errors/idenfy-exception.filter.js';

/**
 * The headers of every answer. None may stay in a cache: it contains session tokens, or something about a person. Its
 * `caseVersion` is sent as its `ETag`: only answers for staff have one, because a person would learn from it that something
 * changed which they do not see.
 */
@Injectable()
class AnswerHeaders implements NestInterceptor {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response: unknown = context.switchToHttp().getResponse();
    const { httpAdapter } = this.adapterHost;
    httpAdapter.setHeader(response, 'Cache-Control', 'no-store');
    return next.handle().pipe(
      map((answer: unknown) => {
        const version = caseVersionOf(answer);
        if (version !== undefined) httpAdapter.setHeader(response, 'ETag', `"${version}"`);
        return answer;
      }),
    );
  }
}

function caseVersionOf(answer: unknown): number | undefined {
  if (typeof answer !== 'object' || answer === null || !('caseVersion' in answer)) return undefined;
  return typeof answer.caseVersion === 'number' ? answer.caseVersion : undefined;
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
    UseInterceptors(AnswerHeaders),
    NotCached(),
    SerializedAsIs(),
  );
}
