import type { IncomingHttpHeaders } from 'node:http';
import type { ExecutionContext } from '@nestjs/common';
import { IdenfyConfigurationError } from '../../errors/configuration.error.js';
import type { IdenfyCaller } from './caller.js';

/**
 * Your access policy: who is calling, and which `clientId` is theirs. Without one, the module refuses to boot. It runs
 * after your global guards, so it may read what they have put on the request.
 *
 * @example
 * ```ts
 * @Injectable()
 * export class KycAccess extends IdenfyAccess {
 *   identify({ user }: { user?: { id: string; role: string } }): IdenfyCaller | null {
 *     if (!user) return null;
 *     return user.role === 'compliance' ? { staff: true, id: user.id } : { clientId: user.id };
 *   }
 * }
 * ```
 */
export abstract class IdenfyAccess {
  /**
   * Returns the caller of a request, or null when no one is logged in (401). An `HttpException` thrown here is answered
   * unchanged. While an event stream is open, it is asked again with the request that opened it.
   */
  abstract identify(request: IdenfyHttpRequest): Promise<IdenfyCaller | null> | IdenfyCaller | null;

  /**
   * Finds the HTTP request behind a call that `@RequireVerified()` guards, for `identify()`: that of an HTTP route, or `req`
   * of a GraphQL context. Override it for microservices, gateways, and a GraphQL context that keeps it elsewhere.
   *
   * @throws IdenfyConfigurationError when the context has no HTTP request
   */
  requestOf(context: ExecutionContext): IdenfyHttpRequest {
    const type = context.getType<string>();
    const request: unknown = type === 'http' ? context.switchToHttp().getRequest() : graphqlRequest(context);
    if (!isRequest(request)) {
      const hint =
        `@RequireVerified() found no HTTP request in a call of type '${type}': ` +
        'let requestOf() of your access policy return what identify() reads';
      throw new IdenfyConfigurationError({ option: 'access', hint });
    }
    return request;
  }
}

/** Resolvers of @nestjs/graphql get the context of the query as their third argument. */
function graphqlRequest(context: ExecutionContext): unknown {
  if (context.getType<string>() !== 'graphql') {
    return undefined;
  }
  return context.getArgByIndex<{ req?: unknown } | undefined>(2)?.req;
}

function isRequest(value: unknown): value is IdenfyHttpRequest {
  return typeof value === 'object' && value !== null && 'headers' in value;
}

/** What requests have in common under Express and Fastify. */
export interface IdenfyHttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** Address of the sender; behind a proxy, as resolved by your `trust proxy` (Express) or `trustProxy` (Fastify). */
  readonly ip?: string;
  /** The user that a guard of yours (passport, for example) has put on the request. */
  readonly user?: unknown;
}
