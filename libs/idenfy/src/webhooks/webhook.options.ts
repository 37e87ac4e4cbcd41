import { Nested, Optional, Range } from '../client/options.js';
import { type IdenfyWorkerOptions, WorkerOptions } from '../outbox/worker.options.js';

/** How webhooks are received and applied. */
export class WebhookOptions {
  /**
   * Signing keys of the default account, as shown beside the webhook in iDenfy's dashboard; several while one replaces the
   * other, or where several webhooks have keys of their own. White space around them is removed. An empty list states
   * that no webhook of that account is received here. Short for `accounts.default.signingKeys`.
   * @default required
   */
  @Optional() signingKeys?: readonly string[];

  /**
   * Whether a webhook without a signature is refused. Switch it off only where iDenfy cannot sign and something else guards
   * the route: anyone who reaches it can then approve anyone. A wrong signature is refused either way.
   * @default true
   */
  requireSignature = true;

  /**
   * Addresses and networks that webhooks may come from, such as `['203.0.113.7', '2001:db8::/32']`; others get 403
   * before a byte of their body is read. Behind a proxy, tell your adapter which proxies to trust (`trust proxy` of
   * Express, `trustProxy` of Fastify), or every webhook seems to come from the proxy. It complements the signature and
   * does not replace it.
   * @default any address
   */
  @Optional() allowedAddresses?: readonly string[];

  /** Largest body, in bytes, at most 268,435,456. AML and questionnaire payloads are large. @default 10_000_000 */
  @Range(1, 2 ** 28) maxBytes = 10_000_000;

  /**
   * Memory for the bodies of all webhooks that are read and stored at the same time, in bytes, never less than `maxBytes`.
   * Where it is used up, the largest of them is answered 503, and iDenfy sends it again.
   * @default 20_000_000
   */
  @Range(1, 2 ** 31) maxBytesAtOnce = 20_000_000;

  /**
   * How long storing a webhook may take before iDenfy is asked to send it again (503), in milliseconds, 100 to 60,000.
   * @default 8_000
   */
  @Range(100, 60_000) storeTimeoutMs = 8_000;

  /**
   * Whether a session that was not started here becomes a verification once its webhook has waited for
   * `worker.waitForSessionMs` without finding a row. Otherwise the webhook becomes an orphan that staff can see.
   * @default false
   */
  adoptUnknown = false;

  /** How stored webhooks and handler runs are worked off. */
  @Nested(WorkerOptions) worker = new WorkerOptions();
}

/** How webhooks are received and applied. Part of `IdenfyOptions`. */
export type IdenfyWebhookOptions = Partial<Omit<WebhookOptions, 'worker'>> & {
  /** How stored webhooks and handler runs are worked off. */
  worker?: IdenfyWorkerOptions;
};

/** What an account adds for webhooks: part of its entry in `accounts`. */
export interface IdenfyAccountSigningKeys {
  /** Signing keys of this account; see {@link WebhookOptions.signingKeys}. */
  signingKeys?: readonly string[];
}
