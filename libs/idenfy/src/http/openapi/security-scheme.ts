import type { Type } from '@nestjs/common';

/** Metadata of `ApiSecurity()` of @nestjs/swagger, which adds to what is there instead of replacing it. */
const SECURITY = 'swagger/apiSecurity';

/** Names the security scheme of the routes in OpenAPI. */
export function secureBy(scheme = 'bearer', controllers: readonly Type[]): void {
  for (const controller of controllers) Reflect.defineMetadata(SECURITY, [{ [scheme]: [] }], controller);
}
