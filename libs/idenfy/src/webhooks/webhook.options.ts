/** How callbacks are received and worked off. Part of `IdenfyOptions`. */
export interface IdenfyWebhookOptions {
  /**
   * Signing keys of the default account, as set beside the webhook in iDenfy's dashboard; several while one is being
   * exchanged, or where entries have keys of their own. White space around them is removed. An empty list says on
   * purpose that no callback of that account is received here. Short for `accounts.default.signingKeys`.
   */
  signingKeys?: readonly string[];

  /**
   * Whether a callback without a signature is refused. Switch it off only where iDenfy cannot sign and the route is
   * guarded otherwise: anybody who reaches it can then approve anybody. A wrong signature is refused either way.
   * @default true
   */
  requireSignature?: boolean;

  /**
   * Addresses and networks that callbacks may come from, such as `['203.0.113.7', '2001:db8::/32']`; others get 403
   * before a byte of their body is read. Behind a proxy, tell your adapter whom to trust (`trust proxy` of Express,
   * `trustProxy` of Fastify), or all of them come from the proxy. It stands beside the signature, not in its place.
   * @default any address
   */
  allowedAddresses?: readonly string[];

  /** Largest body, in bytes. AML and questionnaire payloads are large. @default 10_000_000 */
  maxBytes?: number;

  /** How long a callback may take to be stored before iDenfy is told to repeat it (503), in milliseconds. @default 8_000 */
  storeTimeoutMs?: number;

  /**
   * Whether a session that was not started here becomes a verification once its callback has waited in vain for a
   * row. Otherwise the callback stays an orphan that staff can see.
   * @default false
   */
  adoptUnknown?: boolean;

  /** The worker that applies stored callbacks. */
  worker?: IdenfyWebhookWorkerOptions;

  /** What handlers get unless their decorator says otherwise. */
  handlers?: IdenfyHandlerDefaults;
}

/** How stored callbacks are applied. */
export interface IdenfyWebhookWorkerOptions {
  /**
   * Whether this process applies callbacks and runs handlers. Switch it off where other processes do it, or where a
   * test works off what is due by `IdenfyWorkers.drain()`.
   * @default true
   */
  enabled?: boolean;

  /** Callbacks applied in one transaction, 1 to 1,000. @default 500 */
  batchSize?: number;

  /** How often to look for work without being told of any, in milliseconds. @default 5_000 */
  pollMs?: number;

  /** How long work that a lost process had claimed stays claimed, in milliseconds. @default 30_000 */
  leaseMs?: number;

  /** How long a callback waits for the row of its session before it is an orphan, in milliseconds. @default 600_000 */
  waitForSessionMs?: number;

  /**
   * How long a shutdown waits for handlers that are running, in milliseconds. Those that still run then are called
   * again by another process. @default 10_000
   */
  shutdownMs?: number;
}

/** How often and how long a handler is tried. */
export interface IdenfyHandlerDefaults {
  /** Longest time one run may take, in milliseconds; `signal` aborts then. @default 30_000 */
  timeoutMs?: number;

  /** Runs in all, the first one included, before it is a dead letter. @default 10 */
  maxAttempts?: number;

  /** Runs of one handler under way at the same time in one process. @default 10 */
  concurrency?: number;

  /** Wait before the second run, in milliseconds; it doubles with each further one, with jitter. @default 1_000 */
  retryDelayMs?: number;

  /** Longest wait between two runs, in milliseconds. @default 3_600_000 */
  maxRetryDelayMs?: number;
}

/** What an account adds for callbacks: part of its entry in `accounts`. */
export interface IdenfyAccountSigningKeys {
  /** Signing keys of this account; see {@link IdenfyWebhookOptions.signingKeys}. */
  signingKeys?: readonly string[];
}

/** What is used where nothing was said. */
export const WEBHOOK_DEFAULTS = {
  requireSignature: true,
  maxBytes: 10_000_000,
  storeTimeoutMs: 8_000,
  adoptUnknown: false,
  worker: {
    enabled: true,
    batchSize: 500,
    pollMs: 5_000,
    leaseMs: 30_000,
    waitForSessionMs: 600_000,
    shutdownMs: 10_000,
  },
  handlers: {
    timeoutMs: 30_000,
    maxAttempts: 10,
    concurrency: 10,
    retryDelayMs: 1_000,
    maxRetryDelayMs: 3_600_000,
  },
} as const;
