import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ClassConstructor } from 'class-transformer';
import type { IdenfyHttpRequest } from '../access/http-request.js';
import { refuseHostileShape } from '../body/json-shape.js';
import { validated } from '../body/validated.js';

/** The query, validated against the DTO class, in place of `@Query()`: global pipes of the host leave it alone. */
export function QueryOf<Dto extends object>(type: ClassConstructor<Dto>): ParameterDecorator {
  const decorate = createParamDecorator(async (_: unknown, context: ExecutionContext): Promise<Dto> => {
    const query = { ...context.switchToHttp().getRequest<IdenfyHttpRequest>().query };
    refuseHostileShape(query);
    return validated(type, query);
  });
  return decorate();
}
