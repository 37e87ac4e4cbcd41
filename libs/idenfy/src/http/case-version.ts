import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiHeader } from '@nestjs/swagger';
import { map, type Observable } from 'rxjs';
import { IdenfyValidationError } from '../errors/refusal.errors.js';
import type { IdenfyHttpRequest } from './access/idenfy-access.js';
import { createUnpipedParam } from './unpiped-param.js';

/**
 * Sends `caseVersion` of an answer as its `ETag`. Only answers for staff have one: a person would learn from it that something
 * changed which they do not see.
 */
@Injectable()
export class CaseVersionTag implements NestInterceptor {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((answer: unknown) => {
        const version = versionOf(answer);
        if (version !== undefined) {
          const response: unknown = context.switchToHttp().getResponse();
          this.adapterHost.httpAdapter.setHeader(response, 'ETag', `"${version}"`);
        }
        return answer;
      }),
    );
  }
}

function versionOf(answer: unknown): number | undefined {
  if (typeof answer !== 'object' || answer === null || !('caseVersion' in answer)) return undefined;
  return typeof answer.caseVersion === 'number' ? answer.caseVersion : undefined;
}

// proxies that compress an answer make its tag a weak one
const TAG = /^(?:W\/)?"(\d{1,9})"$/;

/** The version that the request is made for (`If-Match`); undefined where it does not matter. */
export const IfMatch = createUnpipedParam((_: undefined, context: ExecutionContext): number | undefined => {
  const { headers } = context.switchToHttp().getRequest<IdenfyHttpRequest>();
  const given = [headers['if-match']].flat()[0];
  if (given === undefined || given === '*') return undefined;
  const [, version] = TAG.exec(given) ?? [];
  if (version === undefined) {
    throw new IdenfyValidationError({
      field: 'If-Match',
      message: "Header 'If-Match' must be the ETag of an earlier answer.",
    });
  }
  return Number(version);
});

/** Documents `If-Match`. */
export function ApiIfMatch(): MethodDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'If-Match',
      required: false,
      description:
        'The `ETag` of the answer that was read: refused with 412 when verdict, tags, decision or proposal changed since.',
      schema: { type: 'string', example: '"7"' },
    }),
  );
}
