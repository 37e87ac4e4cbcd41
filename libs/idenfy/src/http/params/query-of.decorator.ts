import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ClassConstructor } from 'class-transformer';
import type { IdenfyHttpRequest } from '../access/http-request.js';
import { validated } from '../body/validated.js';

/** The query, validated against the DTO class, in place of `@Query()`: global pipes of the host leave it alone. */
export function QueryOf<Dto extends object>(type: ClassConstructor<Dto>): ParameterDecorator {
  const decorate = createParamDecorator((_: unknown, context: ExecutionContext): Promise<Dto> => {
    const { query } = context.switchToHttp().getRequest<IdenfyHttpRequest>();
    return validated(type, { ...query });
  });
  return decorate();
}
