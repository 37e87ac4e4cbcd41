import { applyDecorators, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { IdenfyValidationError } from '../errors/refusal.errors.js';
import type { IdenfyHttpRequest } from './access/idenfy-access.js';
import { createUnpipedParam } from './unpiped-param.js';

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
