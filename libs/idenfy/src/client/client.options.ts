import { LIMITS, PROCESS_TOKEN_FIELDS, requestInformation } from '@nestjs-idenfy/contract';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import { ACCOUNTS_OPTION_NAMES, type IdenfyAccountsOptions } from './accounts.js';
import {
  CheckedBy,
  Nested,
  OneOf,
  Optional,
  optionNames,
  Range,
  refuseUnknownOptions,
  resolveOptions,
} from './options.js';
import { ProxyAddress, type ProxyUrl } from './tunnel-agent.js';

const HOUR_MS = 3_600_000;

/** When repeated failures stop us from sending requests at all. Each account has a circuit of its own. */
export class CircuitOptions {
  /** Share of failed operations that opens the circuit, from 0.01 to 1. @default 0.5 */
  @Range(0.01, 1, 'number') failureRatio = 0.5;

  /** Operations that must have ended within the window before the share counts. @default 20 */
  @Range(1, 1_000_000) minimumOperations = 20;

  /** How far back operations are counted, in milliseconds. @default 30_000 */
  @Range(1, HOUR_MS) windowMs = 30_000;

  /** How long an open circuit refuses before it lets one operation through as a trial, in milliseconds. @default 10_000 */
  @Range(1, HOUR_MS) halfOpenAfterMs = 10_000;
}

/** How calls to iDenfy are made. The defaults suit production; they rarely need a change. */
export class HttpOptions {
  /** Longest wait for one answer, in milliseconds. @default 10_000 */
  @Range(1, HOUR_MS) tryTimeoutMs = 10_000;

  /** Longest time for one operation with all its attempts and waits, in milliseconds; at least `tryTimeoutMs`. @default 30_000 */
  @Range(1, HOUR_MS) totalTimeoutMs = 30_000;

  /** `tryTimeoutMs` for `/api/v2/process`, which carries up to 20 MB. @default 60_000 */
  @Range(1, HOUR_MS) processTryTimeoutMs = 60_000;

  /** `totalTimeoutMs` for `/api/v2/process`. @default 90_000 */
  @Range(1, HOUR_MS) processTotalTimeoutMs = 90_000;

  /** Retries of one operation at most. iDenfy recommends 3. @default 3 */
  @Range(0, 10) maxRetries = 3;

  /** Wait before the first retry, in milliseconds; it doubles with each further one. @default 1_000 */
  @Range(1, HOUR_MS) retryDelayMs = 1_000;

  /** Operations of one account that are in flight at the same time. @default 20 */
  @Range(1, 1_000) maxInFlight = 20;

  /** Operations of one account that may wait until others have ended; more are refused at once. @default 1_000 */
  @Range(0, 1_000_000) maxWaiting = 1_000;

  /**
   * Requests an hour. iDenfy allows 10,000 unless agreed otherwise. `IdenfyModule` counts them per key pair for all
   * processes on one database, `IdenfyClientModule` per account in its own process.
   * @default 10_000
   */
  @Range(1, 1_000_000_000) requestsPerHour: number = LIMITS.requestsPerHour;

  /** Largest answer that is read, in bytes. The largest known one is a PDF report. @default 33_554_432 */
  @Range(1_024, 1_073_741_824) maxResponseBytes = 33_554_432;

  /**
   * URL of a proxy for all requests to iDenfy and all downloads of media, such as `http://user:password@proxy:3128`. It must
   * open tunnels (CONNECT), so that it sees nothing but ciphertext. This machine is reached without it. Proxies that
   * the environment names (`HTTPS_PROXY`) are never used.
   * @default none
   */
  @Optional((value, option) => ProxyAddress.from(value, option)) proxy?: ProxyUrl;

  /**
   * Event streams that `IdenfyModule` serves in one process at the same time, 1 to 1,000,000; further ones are answered 503
   * with `Retry-After`. Each one keeps a connection.
   * @default 5_000
   */
  @Range(1, 1_000_000) maxStreams = 5_000;

  /** When repeated failures stop us from sending requests at all. */
  @Nested(CircuitOptions) circuit = new CircuitOptions();
}

/** How images, videos and PDF files behind links from iDenfy are downloaded. */
export class MediaOptions {
  /**
   * Hosts that a link may point at, in lower case; `*.` in front stands for any subdomain. Loopback is allowed as well
   * while the account's own base URL is on loopback.
   * @default ['*.amazonaws.com', '*.idenfy.com']
   */
  @CheckedBy(requireHosts) hosts: readonly string[] = ['*.amazonaws.com', '*.idenfy.com'];

  /** Largest file, in bytes. @default 104_857_600 */
  @Range(1, Number.MAX_SAFE_INTEGER) maxBytes = 104_857_600;

  /** Longest time for one file, from the request to its last byte, in milliseconds. @default 60_000 */
  @Range(1, HOUR_MS) timeoutMs = 60_000;
}

/** The options of the client apart from its accounts, complete with defaults. Injectable. */
export class ClientOptions {
  /** Time limits, retries, and limits on concurrent requests. */
  @Nested(HttpOptions) http = new HttpOptions();

  /** Downloads of images, videos and PDF files. */
  @Nested(MediaOptions) media = new MediaOptions();

  /** The name of the token in `/api/v2/process`, on which iDenfy's own pages disagree. @default 'authToken' */
  @OneOf(...PROCESS_TOKEN_FIELDS) processTokenField: (typeof PROCESS_TOKEN_FIELDS)[number] = 'authToken';

  /**
   * Path of "request information"; `:scanRef` stands for the verification. Without it the scanRef goes into the body.
   * @default '/kyc/identifications/:scanRef/request-information/'
   */
  @CheckedBy(requirePath) requestInformationPath: string = requestInformation.path;
}

/** When repeated failures stop us from sending requests at all. */
export type IdenfyCircuitOptions = Partial<CircuitOptions>;

/** How calls to iDenfy are made. The defaults suit production; they rarely need a change. */
export type IdenfyHttpOptions = Partial<Omit<HttpOptions, 'circuit' | 'proxy'>> & {
  circuit?: IdenfyCircuitOptions;
  /** {@inheritDoc HttpOptions.proxy} */
  proxy?: string | undefined;
};

/** How images, videos and PDF files behind links from iDenfy are downloaded. */
export type IdenfyMediaOptions = Partial<MediaOptions>;

/** Everything that the client is configured with. Credentials at the top level are short for `accounts.default`. */
export interface IdenfyClientOptions
  extends IdenfyAccountsOptions, Partial<Omit<ClientOptions, 'http' | 'media'>> {
  /** Time limits, retries, and limits on concurrent requests. */
  http?: IdenfyHttpOptions;

  /** Downloads of images, videos and PDF files. */
  media?: IdenfyMediaOptions;
}

/** The names of every option of the client, for modules whose own options contain them. */
export const CLIENT_OPTION_NAMES = [
  ...ACCOUNTS_OPTION_NAMES,
  ...optionNames(ClientOptions),
] as (keyof IdenfyClientOptions)[];

/**
 * Checks the options apart from the accounts, which `IdenfyAccounts` checks, and fills in the defaults.
 * @throws IdenfyConfigurationError naming the first option at fault and the hint; it never quotes a value
 */
export function resolveClientOptions(given: IdenfyClientOptions): ClientOptions {
  refuseUnknownOptions(given, CLIENT_OPTION_NAMES);
  const { http, media, processTokenField, requestInformationPath } = given;
  const options = resolveOptions(ClientOptions, {
    http: http as HttpOptions,
    media: media as MediaOptions,
    processTokenField,
    requestInformationPath,
  });
  refuseShorterTotal(options.http, 'totalTimeoutMs', 'tryTimeoutMs');
  refuseShorterTotal(options.http, 'processTotalTimeoutMs', 'processTryTimeoutMs');
  return options;
}

type TimeLimit = Extract<keyof HttpOptions, `${string}TimeoutMs`>;

function refuseShorterTotal(http: HttpOptions, total: TimeLimit, attempt: TimeLimit): void {
  if (http[total] < http[attempt]) {
    throw new IdenfyConfigurationError({
      option: `http.${total}`,
      hint: `give at least as much as ${attempt}`,
    });
  }
}

const HOST_PATTERN = /^(\*\.)?([a-z0-9-]+\.)+[a-z][a-z0-9-]*$/;

function requireHosts(hosts: unknown, option: string): readonly string[] {
  if (Array.isArray(hosts) && hosts.every((host) => typeof host === 'string' && HOST_PATTERN.test(host))) {
    return [...hosts];
  }
  throw new IdenfyConfigurationError({
    option,
    hint: "give an array of lower-case host names such as 'files.example.com' or '*.example.com'",
  });
}

function requirePath(path: unknown, option: string): string {
  if (typeof path === 'string' && /^\/[\w\-./:]*$/.test(path)) return path;
  throw new IdenfyConfigurationError({
    option,
    hint: 'give a path that begins with /, with :scanRef where the verification belongs',
  });
}
