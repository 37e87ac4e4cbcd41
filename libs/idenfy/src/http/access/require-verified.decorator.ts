import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { ErrorView } from '../errors/error.view.js';
import { NotVerifiedView } from './not-verified.view.js';
import { RequireVerifiedGuard } from './require-verified.guard.js';
import { REQUIRED_ACCOUNT } from './required-account.js';

/** What `@RequireVerified()` may be told. */
export interface RequireVerifiedOptions {
  /** The iDenfy account whose word counts. @default the caller's own, else 'default' */
  account?: string;
}

/**
 * Lets only people pass whose standing is VERIFIED: on a route or a controller of your own. Who is calling is asked of
 * your `IdenfyAccess`. Others get 401 or 403 with `nextStep`, so that a page knows where to send them, and everybody
 * gets 503 while the database is away.
 *
 * @example
 * ```ts
 * @RequireVerified()
 * @Post('payouts')
 * create() {}
 * ```
 */
export function RequireVerified({ account }: RequireVerifiedOptions = {}): ClassDecorator & MethodDecorator {
  return applyDecorators(
    SetMetadata(REQUIRED_ACCOUNT, account),
    UseGuards(RequireVerifiedGuard),
    ApiResponse({ status: 401, type: NotVerifiedView, description: 'Nobody is logged in.' }),
    ApiResponse({
      status: 403,
      type: NotVerifiedView,
      description: 'Not verified; `nextStep` says what to do.',
    }),
    ApiResponse({
      status: 503,
      type: ErrorView,
      description: 'Nobody can tell at the moment; `Retry-After` says when.',
    }),
  );
}
