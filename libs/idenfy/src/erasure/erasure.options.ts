import { refuseUnknownOptions } from '../client/option-checks.js';
import { IdenfyConfigurationError } from '../errors/idenfy-configuration.error.js';

/** The two clocks of an account: how long its verifications must be kept, and how long they may be. */
export interface IdenfyRetentionClocks {
  /** Days that a finished verification must be kept (legal duty): no erasure before. @default 0 outside production */
  keepAtLeastDays?: number;
  /** Days after which a finished verification is erased (privacy). @default never outside production */
  deleteAfterDays?: number;
}

/** How long verifications are kept. Part of `IdenfyOptions`; production asks for both clocks. */
export interface IdenfyRetentionOptions extends IdenfyRetentionClocks {
  /** Other clocks for single accounts, by name. @default {} */
  accounts?: Readonly<Record<string, IdenfyRetentionClocks>>;
}

/** The clocks of one account, checked. `deleteAfterDays` is null for never. */
export interface RetentionClocks {
  readonly keepAtLeastDays: number;
  readonly deleteAfterDays: number | null;
}

/** A hundred years: dates do not reach back at will. */
const MOST_DAYS = 36_500;

const CLOCKS = ['keepAtLeastDays', 'deleteAfterDays'] as const;

/** `IdenfyRetentionOptions`, checked. Injectable. */
export class RetentionSettings {
  readonly #default: RetentionClocks;
  readonly #accounts: ReadonlyMap<string, RetentionClocks>;

  /** @throws IdenfyConfigurationError naming the option and the mend */
  constructor({ accounts = {}, ...common }: IdenfyRetentionOptions = {}, production = false) {
    refuseUnknownOptions(common, CLOCKS, 'retention');
    this.#default = clocks('retention', common, production);
    this.#accounts = new Map(
      Object.entries(accounts).map(([name, own]) => {
        const path = `retention.accounts.${name}`;
        refuseUnknownOptions(own, CLOCKS, path);
        return [name, clocks(path, { ...common, ...own }, production)];
      }),
    );
  }

  of(account: string): RetentionClocks {
    return this.#accounts.get(account) ?? this.#default;
  }
}

function clocks(path: string, given: IdenfyRetentionClocks, production: boolean): RetentionClocks {
  const { keepAtLeastDays, deleteAfterDays } = given;
  if (production && (keepAtLeastDays === undefined || deleteAfterDays === undefined)) {
    throw new IdenfyConfigurationError({
      option: path,
      mend: 'in production, say how long verifications are kept: keepAtLeastDays and deleteAfterDays',
    });
  }
  const atLeast = days(`${path}.keepAtLeastDays`, keepAtLeastDays ?? 0);
  const atMost = deleteAfterDays === undefined ? null : days(`${path}.deleteAfterDays`, deleteAfterDays);
  if (atMost !== null && atMost < atLeast) {
    throw new IdenfyConfigurationError({
      option: `${path}.deleteAfterDays`,
      mend: 'give at least as many days as keepAtLeastDays',
    });
  }
  return { keepAtLeastDays: atLeast, deleteAfterDays: atMost };
}

function days(option: string, value: number): number {
  if (value >= 0 && value <= MOST_DAYS) return value;
  throw new IdenfyConfigurationError({ option, mend: `give a number of days from 0 to ${MOST_DAYS}` });
}
