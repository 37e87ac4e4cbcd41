import { requestInformation } from '../contract/endpoints.js';
import { IDENFY_API_URL, IDENFY_UI_URL } from '../contract/hosts.js';
import { LIMITS } from '../contract/limits.js';

/** One iDenfy account: a key pair and the hosts it is used with. */
export interface IdenfyAccountCredentials {
  /** API key from the iDenfy dashboard. White space around it is removed (a documented cause of UNAUTHORIZED). */
  apiKey: string;

  /** API secret, shown once by the dashboard. White space around it is removed. */
  apiSecret: string;

  /**
   * Where server-to-server calls go. HTTPS, unless the host is this machine.
   * @default 'https://ivs.idenfy.com'
   */
  baseUrl?: string;

  /**
   * Where the verification UI is served from; white-label customers have their own.
   * @default 'https://ui.idenfy.com'
   */
  uiUrl?: string;
}

/** When repeated failures stop us from asking at all. */
export interface IdenfyCircuitOptions {
  /** Share of failed operations that opens the circuit, above 0 and up to 1. @default 0.5 */
  failureRatio?: number;

  /** Operations that must have ended within the window before the share means anything. @default 20 */
  minimumOperations?: number;

  /** How far back operations are counted, in milliseconds. @default 30_000 */
  windowMs?: number;

  /** How long an open circuit refuses before it lets one operation try, in milliseconds. @default 10_000 */
  halfOpenAfterMs?: number;
}

/** How calls to iDenfy are made. The defaults suit production; they rarely need a change. */
export interface IdenfyHttpOptions {
  /** Longest wait for one answer, in milliseconds. @default 10_000 */
  tryTimeoutMs?: number;

  /** Longest time for one operation with all its tries and waits, in milliseconds. @default 30_000 */
  totalTimeoutMs?: number;

  /** `tryTimeoutMs` for `/api/v2/process`, which carries up to 20 MB. @default 60_000 */
  processTryTimeoutMs?: number;

  /** `totalTimeoutMs` for `/api/v2/process`. @default 90_000 */
  processTotalTimeoutMs?: number;

  /** How often an operation is repeated at most, 0 to 10. iDenfy recommends 3. @default 3 */
  maxRetries?: number;

  /** Wait before the first repeat, in milliseconds; it doubles with each further one. @default 1_000 */
  retryDelayMs?: number;

  /** Operations of one account that are under way at the same time. @default 20 */
  maxInFlight?: number;

  /** Operations of one account that may wait for their turn; more are refused at once. @default 1_000 */
  maxWaiting?: number;

  /**
   * Requests an hour. iDenfy allows 10,000 unless agreed otherwise. `IdenfyModule` counts them per key pair for all
   * processes on one database, `IdenfyClientModule` per account in its own process.
   * @default 10_000
   */
  requestsPerHour?: number;

  /** Largest answer that is read, in bytes. The largest known one is a PDF report. @default 33_554_432 */
  maxResponseBytes?: number;

  /** When repeated failures stop us from asking at all. */
  circuit?: IdenfyCircuitOptions;
}

/** How photos, videos and PDF files behind links from iDenfy are fetched. */
export interface IdenfyMediaOptions {
  /**
   * Hosts a link may point at; `*.` in front stands for any subdomain. Loopback is allowed beside them while
   * the account's own base URL is on loopback.
   * @default ['*.amazonaws.com', '*.idenfy.com']
   */
  hosts?: readonly string[];

  /** Largest file, in bytes. @default 104_857_600 */
  maxBytes?: number;

  /** Longest time for one file from the first byte asked to the last one read, in milliseconds. @default 60_000 */
  timeoutMs?: number;
}

/** Everything the client needs to know. Credentials at the top level are short for `accounts.default`. */
export interface IdenfyClientOptions extends Partial<IdenfyAccountCredentials> {
  /** Several accounts (brands, regions, sandbox beside production), by a name of `a-z`, `0-9` and `-`. */
  accounts?: Readonly<Record<string, IdenfyAccountCredentials>>;

  /** Time limits, repeating, and limits on what is under way. */
  http?: IdenfyHttpOptions;

  /** Downloading of media. */
  media?: IdenfyMediaOptions;

  /** The name of the token in `/api/v2/process`, on which iDenfy's own pages disagree. @default 'authToken' */
  processTokenField?: 'authToken' | 'token';

  /**
   * Path of "request information"; `:scanRef` stands for the verification. Without it the scanRef goes into the body.
   * @default '/kyc/identifications/:scanRef/request-information/'
   */
  requestInformationPath?: string;
}

/** `IdenfyHttpOptions` with every default filled in. */
export type ResolvedHttpOptions = Readonly<
  Required<Omit<IdenfyHttpOptions, 'circuit'>> & { circuit: Readonly<Required<IdenfyCircuitOptions>> }
>;

/** `IdenfyMediaOptions` with every default filled in. */
export type ResolvedMediaOptions = Readonly<Required<IdenfyMediaOptions>>;

/** What is used where nothing was said. */
export const CLIENT_DEFAULTS = {
  baseUrl: IDENFY_API_URL,
  uiUrl: IDENFY_UI_URL,
  http: {
    tryTimeoutMs: 10_000,
    totalTimeoutMs: 30_000,
    processTryTimeoutMs: 60_000,
    processTotalTimeoutMs: 90_000,
    maxRetries: 3,
    retryDelayMs: 1_000,
    maxInFlight: 20,
    maxWaiting: 1_000,
    requestsPerHour: LIMITS.requestsPerHour,
    maxResponseBytes: 33_554_432,
    circuit: { failureRatio: 0.5, minimumOperations: 20, windowMs: 30_000, halfOpenAfterMs: 10_000 },
  },
  media: { hosts: ['*.amazonaws.com', '*.idenfy.com'], maxBytes: 104_857_600, timeoutMs: 60_000 },
  processTokenField: 'authToken',
  requestInformationPath: requestInformation.path,
} as const satisfies Omit<IdenfyClientOptions, 'http' | 'media'> & {
  http: ResolvedHttpOptions;
  media: ResolvedMediaOptions;
};
