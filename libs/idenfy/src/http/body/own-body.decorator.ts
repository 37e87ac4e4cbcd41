import 'reflect-metadata';

/** Marks a handler, and on Fastify the configuration of its route. */
const OWN_BODY = 'idenfy:own-body';

/** Metadata that FastifyAdapter hands to Fastify as the route's `config`. Written out: its package is no peer. */
const FASTIFY_ROUTE_CONFIG = '__fastify_route_config__';

/**
 * Leaves the body of this route unread and unlimited until we read it ourselves, whatever parsers, limits and
 * `rawBody` the host has set up. Guards and interceptors run before the first byte is read.
 */
export function OwnBody(): MethodDecorator {
  return (_controller, _name, descriptor) => {
    const handler = descriptor.value as object;
    const config: unknown = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG, handler);
    Reflect.defineMetadata(OWN_BODY, true, handler);
    Reflect.defineMetadata(FASTIFY_ROUTE_CONFIG, { ...(config as object), [OWN_BODY]: true }, handler);
  };
}

/** Whether Nest made this router handler from a method with `@OwnBody()`: it copies the metadata. */
export function hasOwnBody(handler: object): boolean {
  return Reflect.getMetadata(OWN_BODY, handler) === true;
}

/** Whether the configuration of a Fastify route says so. */
export function saysOwnBody(config: object | undefined): boolean {
  return config !== undefined && Object.hasOwn(config, OWN_BODY);
}
