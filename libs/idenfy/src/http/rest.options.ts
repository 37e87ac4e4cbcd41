import type { Type } from '@nestjs/common';
import { checkTokenRequest, TOKEN_FIELDS, type TokenField, type TokenRequest } from '@nestjs-idenfy/contract';
import { CheckedBy, Optional, Range, resolveOptions } from '../client/options.js';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import type { StatusOverrides } from '../errors/error-answer.js';
import type { IdenfyCaller } from './access/caller.js';
import type { IdenfyAccess } from './access/idenfy-access.js';

/**
 * A field that a person may be permitted to send: any of `/token` but their identity, the `level` of a start, and
 * `skipAnalysis` of an upload.
 */
export type PersonField = Exclude<TokenField, 'clientId' | 'personScanRef'> | 'level' | 'skipAnalysis';

/** What each session is started with, unless the request contains another value. */
export type TokenDefaults = Omit<TokenRequest, 'clientId' | 'personScanRef'>;

/** What callers of the REST routes may do. */
export class RestOptions {
  /**
   * Fields of `/token` that a person may send when they start. All others decide how strictly the person is checked,
   * or what the check costs, and are refused with 403; staff may send all of them, `callbackUrl` as `callbackUrls` says.
   * @default ['locale']
   */
  @CheckedBy(checkedPersonFields) personMaySet: readonly PersonField[] = ['locale'];

  /**
   * What each session is started with, unless the request contains another value: fixed, or a function of the caller.
   * A default that iDenfy refuses is answered as a fault of this service (502), not of the caller.
   * @default {}
   */
  @CheckedBy(checkedDefaults)
  defaults: TokenDefaults | ((caller: IdenfyCaller) => TokenDefaults | Promise<TokenDefaults>) = {};

  /**
   * Origins that `successUrl`, `errorUrl` and `unverifiedUrl` of a request may lead to, such as
   * `https://app.example.com`. Required when `personMaySet` names one of them.
   * @default staff may send any address, a person none
   */
  @Optional(checkedOrigins) redirectOrigins?: readonly string[];

  /**
   * Addresses that `callbackUrl` of a request may name, each as it is sent, such as `https://api.example.com/idenfy/webhooks/eu`.
   * iDenfy sends the whole result there. No request can name another one, nor take away the one of `defaults`; the host's
   * own code (`IdenfyVerifications.start()`) is free to.
   * @default [] (only `defaults` set it)
   */
  @CheckedBy(checkedCallbackUrls) callbackUrls: readonly string[] = [];

  /** Replaces the HTTP status of an error, by iDenfy's identifier or ours: `{ PARTNER_ERROR: 423 }`. @default {} */
  @CheckedBy(checkedStatuses) errors: StatusOverrides = {};

  /**
   * Whether staff must give a reason (header `X-Access-Reason`, 3 to 200 characters) before they get data, files or a
   * report, decide or erase. The audit records it.
   * @default true
   */
  requireAccessReason = true;

  /** Time between two heartbeats of an event stream, in milliseconds, 1,000 to 60,000. @default 15_000 */
  @Range(1_000, 60_000) heartbeatMs = 15_000;

  /**
   * How often your access policy is asked again who reads an open event stream, in milliseconds, 1,000 to 3,600,000. It is
   * also asked before each change is sent. The stream ends when the answer is another one.
   * @default 180_000
   */
  @Range(1_000, 3_600_000) streamCheckMs = 180_000;

  /**
   * Whether a request that changes something must have the header `X-Idenfy-Client`, with any value: no form of another
   * site can send it. Switch it on where your login is a cookie. It does not apply to webhooks.
   * @default false
   */
  csrf = false;
}

/** What callers of the REST routes may do. Part of `IdenfyOptions`. */
export type IdenfyRestOptions = Partial<RestOptions>;

/** What Nest needs to set up the REST routes before the options are resolved: given beside the factory. */
export interface IdenfyRestExtras {
  /** Your access policy. Required while `controllers` is on, and by `@RequireVerified()`. */
  access?: Type<IdenfyAccess>;

  /** Whether the REST routes are served. `false` gives services and handlers only. @default true */
  controllers?: boolean;

  /** First part of each route. @default 'idenfy' */
  routePrefix?: string;

  /**
   * Name of the security scheme that the routes name in OpenAPI, as your `DocumentBuilder` declares it. One for all
   * registrations.
   * @default 'bearer'
   */
  securityScheme?: string;

  /**
   * Decorators for the webhook route, for your global guards to find: `[Public(), SkipThrottle()]`. iDenfy cannot log
   * in; the signature protects the route.
   * @default []
   */
  webhookDecorators?: readonly RouteDecorator[];
}

/** The fields with the address the browser goes to after the verification. */
export const REDIRECT_FIELDS = ['successUrl', 'errorUrl', 'unverifiedUrl'] as const;

/** A decorator for a controller and for a route, as `SetMetadata()` makes them. */
export type RouteDecorator = ClassDecorator & MethodDecorator;

/** @throws IdenfyConfigurationError naming the option and the hint */
export function resolveRestOptions(given?: IdenfyRestOptions): RestOptions {
  const options = resolveOptions(RestOptions, given);
  const redirect = REDIRECT_FIELDS.find((field) => options.personMaySet.includes(field));
  if (redirect && !options.redirectOrigins) {
    const hint = `list the origins that ${redirect} may lead to, because personMaySet lets a person choose it`;
    throw new IdenfyConfigurationError({ option: 'redirectOrigins', hint });
  }
  if (options.personMaySet.includes('callbackUrl') && options.callbackUrls.length === 0) {
    const hint = 'list the addresses that it may name, because personMaySet lets a person choose it';
    throw new IdenfyConfigurationError({ option: 'callbackUrls', hint });
  }
  return options;
}

const PERSON_FIELDS: ReadonlySet<string> = new Set([
  ...TOKEN_FIELDS.filter((field) => field !== 'clientId' && field !== 'personScanRef'),
  'level',
  'skipAnalysis',
]);

function checkedPersonFields(fields: unknown): unknown {
  if (!Array.isArray(fields) || !fields.every((field) => PERSON_FIELDS.has(field as string))) {
    const hint = 'name fields of the token request; a person never chooses the clientId';
    throw new IdenfyConfigurationError({ option: 'personMaySet', hint });
  }
  return fields;
}

/** Checks what a function returns at each of its calls. */
function checkedDefaults(given: unknown): RestOptions['defaults'] {
  const defaults = given as RestOptions['defaults'];
  if (typeof defaults !== 'function') return checkedTokenFields(defaults);
  return async (caller) => checkedTokenFields(await defaults(caller));
}

function checkedTokenFields(defaults: TokenDefaults): TokenDefaults {
  const unknown = Object.keys(defaults).find(
    (field) => !PERSON_FIELDS.has(field) || field === 'skipAnalysis' || field === 'level',
  );
  if (unknown !== undefined) {
    const hint = 'give only fields of the token request, and no clientId';
    throw new IdenfyConfigurationError({ option: 'defaults', hint });
  }
  const problem = checkTokenRequest({ ...defaults, clientId: 'any-person' });
  if (problem) {
    const hint = `fix it, because iDenfy would refuse it: ${problem.message.replace(/\.$/, '')}`;
    throw new IdenfyConfigurationError({ option: `defaults.${problem.field}`, hint });
  }
  return defaults;
}

function checkedOrigins(origins: unknown): unknown {
  return (origins as readonly string[]).map((origin) => {
    const url = URL.canParse(origin) ? new URL(origin) : undefined;
    if (url?.protocol !== 'https:' || url.href !== `${url.origin}/`) {
      const hint = "give HTTPS origins, such as 'https://app.example.com'";
      throw new IdenfyConfigurationError({ option: 'redirectOrigins', hint });
    }
    return url.origin;
  });
}

function checkedCallbackUrls(urls: unknown): unknown {
  const isUrl = (callbackUrl: unknown) =>
    typeof callbackUrl === 'string' && !checkTokenRequest({ clientId: 'any-person', callbackUrl });
  if (Array.isArray(urls) && urls.every(isUrl)) return urls;
  const hint = "give a list of HTTPS addresses, such as ['https://api.example.com/idenfy/webhooks']";
  throw new IdenfyConfigurationError({ option: 'callbackUrls', hint });
}

function checkedStatuses(errors: unknown): unknown {
  for (const [identifier, status] of Object.entries(errors as StatusOverrides)) {
    if (!Number.isInteger(status) || Number(status) < 400 || Number(status) > 599) {
      throw new IdenfyConfigurationError({
        option: `errors.${identifier}`,
        hint: 'give a status from 400 to 599',
      });
    }
  }
  return errors;
}
