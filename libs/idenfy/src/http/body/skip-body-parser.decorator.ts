import 'reflect-metadata';

/** Metadata of a handler, and of its route's configuration on Fastify. */
const SKIPS_BODY_PARSER = 'idenfy:skips-body-parser';

/** Metadata that FastifyAdapter passes to Fastify as the route's `config`. A literal, because its package is not a peer. */
const FASTIFY_ROUTE_CONFIG = '__fastify_route_config__';

/**
 * The body of this route skips the host's body parsers, with their limits and `rawBody`, until our code reads it. Guards
 * and interceptors run before the first byte is read.
 */
export function SkipBodyParser(): MethodDecorator {
  return (_controller, _name, descriptor) => {
    const handler = descriptor.value as object;
    const config: unknown = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG, handler);
    Reflect.defineMetadata(SKIPS_BODY_PARSER, true, handler);
    Reflect.defineMetadata(
      FASTIFY_ROUTE_CONFIG,
      { ...(config as object), [SKIPS_BODY_PARSER]: true },
      handler,
    );
  };
}

/** Whether Nest made this router handler from a method with `@SkipBodyParser()`: Nest copies the metadata. */
export function skipsBodyParser(handler: object): boolean {
  return Reflect.getMetadata(SKIPS_BODY_PARSER, handler) === true;
}

/** Whether the configuration of a Fastify route contains the mark. */
export function routeSkipsBodyParser(config: object | undefined): boolean {
  return config !== undefined && Object.hasOwn(config, SKIPS_BODY_PARSER);
}
