import type { ExecutionContext } from '@nestjs/common';
import type { ClassConstructor } from 'class-transformer';
import { CLIENT_ID_PATTERN } from '@nestjs-idenfy/contract';
import { DEAD_LETTER_ID } from '../outbox/dead-letters.js';
import { IdenfyValidationError } from '../errors/refusal.errors.js';
import type { IdenfyHttpRequest } from './access/idenfy-access.js';
import type { RequestLike } from './body/read-body.js';
import { type JsonObject, readJson, refuseHostileShape, validated } from './body/json-body.js';
import { createUnpipedParam } from './unpiped-param.js';

// These take the place of Nest's @Body(), @Query() and @Param(): global pipes of the host leave these parameters alone, so
// the rules of our routes are always ours.

/** The body of a `@SkipBodyParser()` route: read, parsed and validated against the DTO class. */
export function JsonBody<Dto extends object>(type: ClassConstructor<Dto>): ParameterDecorator {
  const decorate = createUnpipedParam(async (_: undefined, context: ExecutionContext): Promise<Dto> => {
    const body = await readJson(context.switchToHttp().getRequest<RequestLike>());
    return validated(type, body);
  });
  return decorate();
}

/** The body of a `@SkipBodyParser()` route, not validated: for routes where the caller decides which DTO rules apply. */
export const RawJson = createUnpipedParam((_: undefined, context: ExecutionContext): Promise<JsonObject> =>
  readJson(context.switchToHttp().getRequest<RequestLike>()),
);

/** The query, validated against the DTO class. */
export function QueryOf<Dto extends object>(type: ClassConstructor<Dto>): ParameterDecorator {
  const decorate = createUnpipedParam(async (_: undefined, context: ExecutionContext): Promise<Dto> => {
    const query = { ...context.switchToHttp().getRequest<IdenfyHttpRequest>().query };
    refuseHostileShape(query);
    return validated(type, query);
  });
  return decorate();
}

const PATH_PARTS = {
  clientId: CLIENT_ID_PATTERN,
  /** Name of a file: a step (`FRONT`, `UTILITY_BILL`), or the host's own name for an additional step. */
  name: /^[\w-]{1,64}$/,
  /** Kind and number of a dead letter. */
  id: DEAD_LETTER_ID,
} as const;

/** A part of the path; a malformed one is refused with 400. */
export const PathPart = createUnpipedParam(
  (part: keyof typeof PATH_PARTS, context: ExecutionContext): string => {
    const value = context.switchToHttp().getRequest<IdenfyHttpRequest>().params[part];
    if (value === undefined || !PATH_PARTS[part].test(value)) {
      throw new IdenfyValidationError({ field: part, message: `Field '${part}' is malformed.` });
    }
    return value;
  },
);
