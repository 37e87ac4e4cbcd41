import type { Type } from '@nestjs/common';
import type { TokenField, TokenRequest } from '../contract/token.js';
import type { StatusOverrides } from '../errors/error-answer.js';
import type { IdenfyCaller } from './access/caller.js';
import type { IdenfyAccess } from './access/idenfy-access.js';

/** A field that a person may be allowed to send: any of `/token` but who they are, and `skipAnalysis` of an upload. */
export type PersonField = Exclude<TokenField, 'clientId' | 'personScanRef'> | 'skipAnalysis';

/** What goes into every session unless the request says otherwise. */
export type TokenDefaults = Omit<TokenRequest, 'clientId' | 'personScanRef'>;

/** What callers of the REST routes may do. Part of `IdenfyOptions`. */
export interface IdenfyRestOptions {
  /**
   * Which fields of `/token` a person may send when they start. Everything else decides how strictly they are
   * checked, or what they are charged for, and is refused with 403; staff may send all.
   * @default ['locale']
   */
  personMaySet?: readonly PersonField[];

  /**
   * What every session is started with, unless the request says otherwise: fixed, or by who is calling. What iDenfy
   * refuses of it is answered as our own fault (502), not as the caller's.
   * @default {}
   */
  defaults?: TokenDefaults | ((caller: IdenfyCaller) => TokenDefaults | Promise<TokenDefaults>);

  /**
   * Where a `successUrl`, `errorUrl` or `unverifiedUrl` of a request may lead, as origins: `https://app.example.com`.
   * Needed as soon as `personMaySet` names one of them; without it only staff may send them, and to anywhere.
   * @default no limit for staff
   */
  redirectOrigins?: readonly string[];

  /** Answers errors with another status than ours, by iDenfy's identifier or our own: `{ PARTNER_ERROR: 423 }`. @default {} */
  errors?: StatusOverrides;

  /**
   * Whether staff must say why (`X-Access-Reason`, 3 to 200 characters) before they get data, files or a report,
   * decide or erase. What they say stands in the audit.
   * @default true
   */
  requireAccessReason?: boolean;

  /** How often a stream of events says that it is alive, in milliseconds, 1,000 to 60,000. @default 15_000 */
  heartbeatMs?: number;
}

/** What is used where nothing was said. */
export const REST_DEFAULTS = {
  personMaySet: ['locale'],
  requireAccessReason: true,
  heartbeatMs: 15_000,
} as const satisfies IdenfyRestOptions;

/** What must be known of the REST routes before the options are: given beside the factory. */
export interface IdenfyRestExtras {
  /** Your access policy. Needed while `controllers` is on, and by `@RequireVerified()`. */
  access?: Type<IdenfyAccess>;

  /** Whether the REST routes are served. `false` gives services and handlers only. @default true */
  controllers?: boolean;

  /** First part of every route. @default 'idenfy' */
  routePrefix?: string;

  /**
   * Decorators for the route that iDenfy calls, for your global guards to find: `[Public(), SkipThrottle()]`. iDenfy
   * cannot log in; its callbacks are guarded by their signature.
   * @default []
   */
  webhookDecorators?: readonly RouteDecorator[];
}

/** A decorator that can stand on a controller and on a route, as `SetMetadata()` makes them. */
export type RouteDecorator = ClassDecorator & MethodDecorator;
