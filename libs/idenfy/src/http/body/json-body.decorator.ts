import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ClassConstructor } from 'class-transformer';
import { type JsonObject, readJson } from './read-json.js';
import type { RequestLike } from './request-like.js';
import { validated } from './validated.js';

/** What `@JsonBody()` may be told besides the DTO class. */
export interface JsonBodyOptions {
  /** Largest body, in bytes. @default 102_400 */
  readonly maxBytes?: number;
  /** Looks at the parsed body before it is validated; to refuse it, throw. */
  readonly before?: (body: JsonObject, context: ExecutionContext) => void | Promise<void>;
}

/**
 * The body of an `@OwnBody()` route: read, parsed and validated against the DTO class, in place of `@Body()`.
 * The host's own global pipes see a custom parameter and leave it alone, so its rules are always ours.
 */
export function JsonBody<Dto extends object>(
  type: ClassConstructor<Dto>,
  options: JsonBodyOptions = {},
): ParameterDecorator {
  const decorate = createParamDecorator(async (_data: unknown, context: ExecutionContext): Promise<Dto> => {
    const { maxBytes = 102_400, before } = options;
    const body = await readJson(context.switchToHttp().getRequest<RequestLike>(), { maxBytes });
    await before?.(body, context);
    return validated(type, body);
  });
  return decorate();
}
