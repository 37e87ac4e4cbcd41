import { refuseUnknownOptions, requireNumber } from '../client/option-checks.js';
import { AddressList } from './address-list.js';
import type { SigningKey } from './signature.js';
import { signingKeysByAccount } from './signing-keys.js';
import {
  type IdenfyAccountSigningKeys,
  type IdenfyHandlerDefaults,
  type IdenfyWebhookOptions,
  type IdenfyWebhookWorkerOptions,
  WEBHOOK_DEFAULTS,
} from './webhook.options.js';

/** Also for the same options on a decorator. */
export const HANDLER_RANGES = {
  timeoutMs: [1, 3_600_000],
  maxAttempts: [1, 1_000],
  concurrency: [1, 1_000],
  retryDelayMs: [0, 3_600_000],
  maxRetryDelayMs: [0, 604_800_000],
} as const;

/** `IdenfyWebhookOptions`, checked and complete. Injectable. */
export class WebhookSettings {
  readonly requireSignature: boolean;
  readonly maxBytes: number;
  readonly storeTimeoutMs: number;
  readonly adoptUnknown: boolean;
  readonly worker: Readonly<Required<IdenfyWebhookWorkerOptions>>;
  readonly handlers: Readonly<Required<IdenfyHandlerDefaults>>;
  readonly #allowed: AddressList | null;
  readonly #keys: ReadonlyMap<string, readonly SigningKey[]>;

  /**
   * @param accounts every account by its name, with its signing keys; `options.signingKeys` stands for those of `default`
   * @throws IdenfyConfigurationError naming the option and the mend
   */
  constructor(
    options: IdenfyWebhookOptions = {},
    accounts: Readonly<Record<string, IdenfyAccountSigningKeys>> = { default: {} },
  ) {
    const { worker = {}, handlers = {} } = options;
    refuseUnknownOptions(
      options,
      ['signingKeys', 'allowedAddresses', ...Object.keys(WEBHOOK_DEFAULTS)],
      'webhooks',
    );
    refuseUnknownOptions(worker, Object.keys(WEBHOOK_DEFAULTS.worker), 'webhooks.worker');
    refuseUnknownOptions(handlers, Object.keys(WEBHOOK_DEFAULTS.handlers), 'webhooks.handlers');

    this.requireSignature = options.requireSignature ?? WEBHOOK_DEFAULTS.requireSignature;
    this.adoptUnknown = options.adoptUnknown ?? WEBHOOK_DEFAULTS.adoptUnknown;
    const { maxBytes, storeTimeoutMs } = numbersWithin('webhooks', options, WEBHOOK_DEFAULTS, {
      maxBytes: [1, 2 ** 28],
      storeTimeoutMs: [100, 60_000],
    });
    this.maxBytes = maxBytes;
    this.storeTimeoutMs = storeTimeoutMs;
    this.worker = {
      enabled: worker.enabled ?? WEBHOOK_DEFAULTS.worker.enabled,
      ...numbersWithin('webhooks.worker', worker, WEBHOOK_DEFAULTS.worker, {
        batchSize: [1, 1_000],
        pollMs: [10, 3_600_000],
        leaseMs: [1_000, 3_600_000],
        waitForSessionMs: [0, 86_400_000],
        shutdownMs: [0, 600_000],
      }),
    };
    this.handlers = numbersWithin('webhooks.handlers', handlers, WEBHOOK_DEFAULTS.handlers, HANDLER_RANGES);
    this.#allowed = options.allowedAddresses ? new AddressList(options.allowedAddresses) : null;
    this.#keys = signingKeysByAccount(options, accounts, this.requireSignature);
  }

  /** None for an account that is not known here: nobody learns which ones are. */
  signingKeysOf(account: string): readonly SigningKey[] {
    return this.#keys.get(account) ?? [];
  }

  /** Whether nobody said where callbacks may come from. */
  get takesFromAnywhere(): boolean {
    return this.#allowed === null;
  }

  /** Whether callbacks may come from this address. */
  takesFrom(address: string | undefined): boolean {
    return this.#allowed?.has(address) ?? true;
  }

  hasAccount(account: string): boolean {
    return this.#keys.has(account);
  }
}

type Ranges<Name extends string> = Readonly<Record<Name, readonly [min: number, max: number]>>;

function numbersWithin<Name extends string>(
  group: string,
  given: Partial<Record<NoInfer<Name>, number>>,
  defaults: Readonly<Record<NoInfer<Name>, number>>,
  ranges: Ranges<Name>,
): Record<Name, number> {
  const names = Object.keys(ranges) as Name[];
  const entries = names.map((name) => {
    const [min, max] = ranges[name];
    return [name, requireNumber(given[name] ?? defaults[name], `${group}.${name}`, { min, max })];
  });
  return Object.fromEntries(entries) as Record<Name, number>;
}
