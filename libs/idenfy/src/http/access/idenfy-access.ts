import type { IdenfyCaller } from './caller.js';
import type { IdenfyHttpRequest } from './http-request.js';

/**
 * Your access policy: who is calling, and which `clientId` is theirs. Without one, nobody gets in and the module
 * refuses to boot. It runs after your global guards, so it may read what they left on the request.
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
   * Turns a request into a caller, or into null when nobody is logged in (401). An `HttpException` thrown here is
   * answered as it is.
   */
  abstract identify(request: IdenfyHttpRequest): Promise<IdenfyCaller | null> | IdenfyCaller | null;
}
