import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type JsonObject, readJson } from '../body/read-json.js';
import type { RequestLike } from '../body/request-like.js';

/** The body of an `@OwnBody()` route as it was sent, where more than a DTO decides what may be in it. */
export const RawJson = createParamDecorator((_: undefined, context: ExecutionContext): Promise<JsonObject> =>
  readJson(context.switchToHttp().getRequest<RequestLike>()),
);
